package dev.parley.transport.tls.internal;

import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Lets everybody in, and echoes; completes the future with the first. */
record Taking(CompletableFuture<Connection> first) implements ConnectionAcceptor {
    @Override
    public boolean admit(InetSocketAddress from) {
        return true;
    }

    @Override
    public void accepted(Connection connection) {
        connection.start(Recorder.echo());
        first.complete(connection);
    }

    @Override
    public void refused(InetSocketAddress from, Throwable cause) {
        first.completeExceptionally(cause);
    }
}
