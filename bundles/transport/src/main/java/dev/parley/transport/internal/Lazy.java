package dev.parley.transport.internal;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that is fetched at its first use. Handlers and the like themselves need the links: fetching one while the links are
 * being made would go round in a circle, and the framework would then leave it out for good. Equal by its reference; any thread.
 */
final class Lazy<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Lazy.class);

    private final BundleContext context;
    private final ServiceReference<S> reference;
    private S service; // guarded by this, with the field below
    private boolean released;

    Lazy(BundleContext context, ServiceReference<S> reference) {
        this.context = context;
        this.reference = reference;
    }

    /** Empty when it is gone. The framework is asked under no lock: it may start the component behind the service. */
    Optional<S> get() {
        synchronized (this) {
            if (service != null || released) {
                return Optional.ofNullable(service);
            }
        }
        S fetched;
        try {
            fetched = context.getService(reference);
        } catch (IllegalStateException stopping) {
            LOG.debug("{} cannot be had any more", reference, stopping);
            return Optional.empty();
        }
        return fetched == null ? Optional.empty() : keep(fetched);
    }

    private Optional<S> keep(S fetched) {
        Optional<S> kept;
        synchronized (this) {
            if (service == null && !released) {
                service = fetched;
                return Optional.of(fetched);
            }
            kept = Optional.ofNullable(service);
        }
        unget(); // another was faster, or it went meanwhile
        return kept;
    }

    /** For good. Idempotent. */
    void release() {
        boolean held;
        synchronized (this) {
            held = service != null;
            service = null;
            released = true;
        }
        if (held) {
            unget();
        }
    }

    private void unget() {
        try {
            context.ungetService(reference);
        } catch (IllegalStateException stopped) {
            LOG.debug("{} was released with its bundle", reference, stopped);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lazy<?> lazy && lazy.reference.equals(reference);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    @Override
    public String toString() {
        return reference.toString();
    }
}
