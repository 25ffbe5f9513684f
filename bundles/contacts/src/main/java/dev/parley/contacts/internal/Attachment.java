package dev.parley.contacts.internal;

import dev.parley.api.peer.Subscription;
import java.util.Optional;
import java.util.function.Function;

/** Listens to a service that may come and go, from when there is somebody to tell. Any thread. */
final class Attachment<S> {
    private final Function<S, Subscription> listen;
    private final Runnable gone;
    private S service; // guarded by this, with all below
    private boolean begun;
    private boolean ended;
    private Subscription open = () -> {};

    /**
     * @param listen subscribes
     * @param gone run when the service that was listened to is away
     */
    Attachment(Function<S, Subscription> listen, Runnable gone) {
        this.listen = listen;
        this.gone = gone;
    }

    synchronized Optional<S> service() {
        return Optional.ofNullable(service);
    }

    synchronized void bind(S bound) {
        open.close();
        service = bound;
        if (begun) {
            open = listen.apply(bound);
        }
    }

    synchronized void unbind(S unbound) {
        if (unbound == service) { // otherwise another was bound before this one was let go
            open.close();
            service = null;
            gone.run();
        }
    }

    synchronized void begin() {
        begun = !ended;
        if (begun && service != null) {
            open = listen.apply(service);
        }
    }

    /** For good. */
    synchronized void end() {
        ended = true;
        begun = false;
        open.close();
    }
}
