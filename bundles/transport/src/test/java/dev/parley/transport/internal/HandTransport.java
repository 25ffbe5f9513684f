package dev.parley.transport.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.Transport;
import dev.parley.spi.transport.TransportListener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transport whose every answer is given by the test. */
final class HandTransport implements Transport {
    private final String name;
    final List<InetSocketAddress> dialled = new ArrayList<>();
    final List<CompletableFuture<Connection>> dials = new ArrayList<>();
    final List<InetSocketAddress> asked = new ArrayList<>();
    final List<CompletableFuture<TransportListener>> listens = new ArrayList<>();
    final List<InetSocketAddress> closed = new ArrayList<>();
    boolean broken;

    HandTransport(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<TransportListener> listen(InetSocketAddress address, ConnectionAcceptor acceptor) {
        breakIfBroken();
        asked.add(address);
        listens.add(new CompletableFuture<>());
        return listens.get(listens.size() - 1);
    }

    @Override
    public CompletionStage<Connection> dial(InetSocketAddress address, Optional<PeerName> expected) {
        breakIfBroken();
        dialled.add(address);
        dials.add(new CompletableFuture<>());
        return dials.get(dials.size() - 1);
    }

    private void breakIfBroken() {
        if (broken) {
            throw new IllegalStateException("this transport is broken");
        }
    }

    /** It listens, as it was asked to. */
    void listens(int number, int port) {
        InetSocketAddress at = new InetSocketAddress(asked.get(number).getAddress(), port);
        listens.get(number).complete(new TransportListener() {
            @Override
            public InetSocketAddress address() {
                return at;
            }

            @Override
            public CompletionStage<Void> close() {
                closed.add(at);
                return CompletableFuture.completedStage(null);
            }
        });
    }
}
