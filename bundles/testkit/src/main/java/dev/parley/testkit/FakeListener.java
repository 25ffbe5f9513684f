package dev.parley.testkit;

import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.TransportListener;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A listening node. */
final class FakeListener implements TransportListener {
    private final FakeTransport node;
    private final InetSocketAddress address;
    private final ConnectionAcceptor acceptor;

    FakeListener(FakeTransport node, InetSocketAddress address, ConnectionAcceptor acceptor) {
        this.node = node;
        this.address = address;
        this.acceptor = acceptor;
    }

    FakeTransport node() {
        return node;
    }

    ConnectionAcceptor acceptor() {
        return acceptor;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public CompletionStage<Void> close() {
        node.network().unbind(this);
        return CompletableFuture.completedStage(null);
    }
}
