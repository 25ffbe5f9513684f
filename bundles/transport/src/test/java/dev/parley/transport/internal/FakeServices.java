package dev.parley.transport.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A framework's registry, as far as lazily fetched services need it: counts who uses what. */
final class FakeServices {
    private final Map<ServiceReference<?>, Object> services = new HashMap<>();
    private final Map<ServiceReference<?>, Integer> uses = new HashMap<>();
    private boolean stopped;

    /** Puts a service into the registry. */
    @SuppressWarnings("unchecked") // a reference is one of what it was made for
    <S> ServiceReference<S> add(S service) {
        ServiceReference<S> reference = (ServiceReference<S>) Proxy.newProxyInstance(
                FakeServices.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "a reference to " + service;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        services.put(reference, service);
        return reference;
    }

    /** It is gone, before those who use it hear of it. */
    void remove(ServiceReference<?> reference) {
        services.remove(reference);
    }

    /** How often somebody has it. */
    int uses(ServiceReference<?> reference) {
        return uses.getOrDefault(reference, 0);
    }

    /** The bundle of the context has stopped. */
    void stop() {
        stopped = true;
    }

    BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                FakeServices.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    if (stopped) {
                        throw new IllegalStateException("the bundle has stopped");
                    }
                    return switch (method.getName()) {
                        case "getService" -> get((ServiceReference<?>) arguments[0]);
                        case "ungetService" -> unget((ServiceReference<?>) arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private Object get(ServiceReference<?> reference) {
        Object service = services.get(reference);
        if (service != null) {
            uses.merge(reference, 1, Integer::sum);
        }
        return service;
    }

    private boolean unget(ServiceReference<?> reference) {
        uses.merge(reference, -1, Integer::sum);
        return true;
    }
}
