package dev.parley.transport.tls.internal;

import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import java.net.InetSocketAddress;

/** Lets nobody in. */
final class Refusing implements ConnectionAcceptor {
    private final boolean admit;

    private Refusing(boolean admit) {
        this.admit = admit;
    }

    /** Admits nobody. */
    Refusing() {
        this(false);
    }

    /** Expects that the handshake fails. */
    static Refusing afterTheHandshake() {
        return new Refusing(true);
    }

    @Override
    public boolean admit(InetSocketAddress from) {
        return admit;
    }

    @Override
    public void accepted(Connection connection) {
        connection.abort();
    }

    @Override
    public void refused(InetSocketAddress from, Throwable cause) {}
}
