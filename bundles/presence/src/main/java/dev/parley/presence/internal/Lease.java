package dev.parley.presence.internal;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.spi.identity.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One lease. Any thread. */
final class Lease implements SignIn {
    private final Identity identity;
    private final PeerScope scope;
    private final Consumer<Lease> closed;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    /** @param closed told of each close */
    Lease(Identity identity, PeerScope scope, Consumer<Lease> closed) {
        this.identity = identity;
        this.scope = scope;
        this.closed = closed;
    }

    @Override
    public PeerName peer() {
        return identity.peer();
    }

    @Override
    public EndPointId endpoint() {
        return identity.endpoint();
    }

    @Override
    public PeerScope scope() {
        return scope;
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready.minimalCompletionStage();
    }

    void listens() {
        ready.complete(null);
    }

    void failed(Throwable why) {
        ready.completeExceptionally(why);
    }

    @Override
    public void close() {
        closed.accept(this);
        failed(new NotSignedInException("This sign-in was given back before it was ready; sign in again."));
    }
}
