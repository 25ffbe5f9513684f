package dev.parley.presence.internal;

import dev.parley.api.collaboration.ScopeUnavailableException;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.presence.internal.Phase.Event;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.link.Listening;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Counts leases, and listens while there are any. Leases come and go on any thread; the phase belongs to the serial executor. */
final class SignInControl {
    private final SafeExecutor executor;
    private final Identity identity;
    private final Supplier<CompletionStage<Listening>> listen;
    private final Observer observer;
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private Phase phase = Phase.OUT;
    private boolean stopped;
    private volatile Optional<Listening> listening = Optional.empty();
    private Subscription ports = () -> {};

    /** Told on the serial executor. */
    interface Observer {
        /** It listens, or the union of the leases changed while it does. */
        void signedIn(PeerScope scope);

        /** The port is another one, or none: a transport came or went. */
        void portChanged();

        /** Others are to be told goodbye: what this method submits to the executor runs before listening ends. */
        void signedOut();

        /** Nobody is signed in any more, whether it ever listened or not: what belongs to one sign-in ends. */
        void over();
    }

    /** @param listen begins to let others in */
    SignInControl(
            SafeExecutor executor, Identity identity, Supplier<CompletionStage<Listening>> listen, Observer observer) {
        this.executor = executor;
        this.identity = identity;
        this.listen = listen;
        this.observer = observer;
    }

    /** @param closed told when the lease is given back */
    Lease signIn(PeerScope scope, Consumer<SignIn> closed) {
        if (scope == PeerScope.NONE) {
            throw new IllegalArgumentException("nobody can be signed in for nobody: choose NEAR_ME");
        }
        if (scope.includes(PeerScope.INTERNET)) {
            throw new ScopeUnavailableException(
                    "Peers beyond the subnet cannot be reached: nothing that is installed serves the"
                            + " scope INTERNET. Sign in with NEAR_ME, or install a bundle with a transport for the Internet.");
        }
        Lease lease = new Lease(identity, scope, ended -> {
            closed.accept(ended);
            closed(ended);
        });
        leases.add(lease);
        executor.execute(this::reconcile);
        return lease;
    }

    private void closed(Lease lease) {
        if (leases.remove(lease)) {
            executor.execute(this::reconcile);
        }
    }

    /** The union of the leases. */
    PeerScope scope() {
        return leases.stream().map(Lease::scope).reduce(PeerScope.NONE, PeerScope::union);
    }

    /** What listens for us, while it does. */
    Optional<Listening> listening() {
        return listening;
    }

    /** Ends all leases for good. */
    void stop() {
        executor.execute(() -> {
            stopped = true;
            List.copyOf(leases).forEach(Lease::close);
            reconcile();
        });
    }

    private void reconcile() {
        step(leases.isEmpty() || stopped ? Event.UNWANTED : Event.WANTED);
        if (phase == Phase.IN) {
            leases.forEach(Lease::listens);
            observer.signedIn(scope());
        }
    }

    private void step(Event event) {
        Phase before = phase;
        phase = before.on(event);
        if (phase == Phase.OUT && before != Phase.OUT) {
            observer.over();
        }
        if (before == Phase.OUT && phase == Phase.OPENING) {
            listen.get().whenComplete((opened, failure) -> listened(opened, failure));
        } else if (before == Phase.IN && phase == Phase.OUT) {
            Listening ending = listening.orElseThrow();
            listening = Optional.empty();
            ports.close();
            observer.signedOut();
            executor.execute(ending::close); // behind the goodbye
        }
    }

    private void listened(Listening opened, Throwable failure) {
        try {
            executor.serial().execute(() -> {
                if (failure == null) {
                    opened(opened);
                } else {
                    failed(failure);
                }
            });
        } catch (RejectedExecutionException stoppedMeanwhile) {
            if (opened != null) {
                opened.close();
            }
        }
    }

    private void opened(Listening opened) {
        step(Event.OPENED);
        if (phase == Phase.IN) {
            listening = Optional.of(opened);
            ports = opened.onPort(port -> executor.execute(observer::portChanged));
            reconcile(); // last: the leases may be gone, and what is held for them goes with it
        } else {
            opened.close();
        }
    }

    private void failed(Throwable failure) {
        step(Event.FAILED);
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable typed = why instanceof ParleyException
                ? why
                : new ParleyException("Signing in failed, because nothing listens: " + why.getMessage(), why);
        for (Lease lease : List.copyOf(leases)) {
            leases.remove(lease);
            lease.failed(typed);
        }
    }
}
