package dev.parley.transport.internal;

import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where the connections of one transport come in. */
record Entrance(LinkKeeper keeper, Transport transport) implements ConnectionAcceptor {
    @Override
    public boolean admit(InetSocketAddress from) {
        return keeper.admit(from);
    }

    @Override
    public boolean admit(InetSocketAddress from, Optional<String> ticket) {
        return keeper.admit(from, ticket);
    }

    @Override
    public void accepted(Connection connection) {
        keeper.accepted(transport, connection);
    }

    @Override
    public void refused(InetSocketAddress from, Throwable cause) {
        keeper.refused(from, cause);
    }
}
