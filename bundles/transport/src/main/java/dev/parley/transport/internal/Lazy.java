package dev.parley.transport.internal;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A service that is fetched at its first use. Equal by its reference; any thread. */
final class Lazy<S> {
    private final BundleContext context;
    private final ServiceReference<S> reference;
    private S service; // guarded by this

    Lazy(BundleContext context, ServiceReference<S> reference) {
        this.context = context;
        this.reference = reference;
    }

    /** Empty when it is gone. */
    synchronized Optional<S> get() {
        if (service == null) {
            service = context.getService(reference);
        }
        return Optional.ofNullable(service);
    }

    synchronized void release() {
        if (service != null) {
            service = null;
            context.ungetService(reference);
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
}
