package dev.parley.testkit;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.transport.Connection;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One dial: there (admitted?), back (who answers? done here), there again (is the dialler trusted? done there). */
final class FakeDial {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakeTransport dialler;
    private final FakeNetwork network;
    private final InetSocketAddress address;
    private final Optional<PeerName> expected;
    private final Optional<String> ticket;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();

    FakeDial(FakeTransport dialler, InetSocketAddress address, Optional<PeerName> expected, Optional<String> ticket) {
        this.dialler = dialler;
        this.network = dialler.network();
        this.address = address;
        this.expected = expected;
        this.ticket = ticket;
    }

    CompletableFuture<Connection> begin() {
        network.later(LIMIT, () -> fail(unreachable("no answer within " + LIMIT.toSeconds() + " s", null)));
        network.owner(address).ifPresent(this::knock);
        return result;
    }

    private void fail(Throwable why) {
        result.completeExceptionally(why);
    }

    private PeerUnreachableException unreachable(String why, Throwable cause) {
        return new PeerUnreachableException(address + " cannot be reached: " + why + ".", cause);
    }

    private void knock(FakeTransport owner) {
        InetSocketAddress from = new InetSocketAddress(source(owner), network.nextPort());
        FakeConnection[] pair = FakeConnection.pair(dialler, from, owner, address);
        FakeConnection here = pair[0];
        FakeConnection there = pair[1];
        var unused = result.whenComplete((connection, failure) -> {
            if (failure != null) {
                here.abort();
            }
        });
        here.onBreak(() -> fail(unreachable("the connection broke", null)));
        here.send(() -> knocked(from, here, there));
    }

    private InetAddress source(FakeTransport owner) {
        InetAddress to = address.getAddress();
        if (owner == dialler || to.isLoopbackAddress()) {
            return to;
        }
        return dialler.addresses().stream()
                .filter(own -> own.getClass() == to.getClass())
                .findFirst()
                .orElse(dialler.addresses().get(0));
    }

    private void knocked(InetSocketAddress from, FakeConnection here, FakeConnection there) {
        Optional<FakeListener> listener = network.listener(address);
        if (listener.isEmpty()) {
            there.send(() -> fail(unreachable("connection refused", new ConnectException("connection refused"))));
        } else if (!listener.get().acceptor().admit(from)
                || !listener.get().acceptor().admit(from, ticket)) {
            there.send(() -> fail(unreachable("it closed the connection at once", null)));
        } else {
            there.send(() -> answered(from, here, there, listener.get()));
        }
    }

    private void answered(InetSocketAddress from, FakeConnection here, FakeConnection there, FakeListener listener) {
        if (result.isDone()) {
            return; // it was given up
        }
        PeerName answering = here.remote().peer();
        if (expected.isPresent() && !expected.get().equals(answering)) {
            here.sendLast(() ->
                    listener.acceptor().refused(from, new LinkClosedException("The other side wanted another key.")));
            fail(new IdentityMismatchException("At " + address + " answered " + answering.shortForm() + ", not "
                    + expected.get().shortForm() + ". Nothing was sent to it."));
            return;
        }
        here.send(() -> finished(from, there, listener));
        here.onBreak(() -> {});
        dialler.add(here);
        if (!result.complete(here)) {
            here.abort();
        }
    }

    private void finished(InetSocketAddress from, FakeConnection there, FakeListener listener) {
        if (network.listener(address).filter(l -> l == listener).isEmpty()) {
            there.abort();
        } else if (!listener.node().trusts(dialler.identity().peer())) {
            there.abort();
            listener.acceptor().refused(from, new LinkClosedException("Its key is not trusted here."));
        } else {
            listener.node().add(there);
            listener.acceptor().accepted(there);
        }
    }
}
