package dev.parley.tests.durability;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What components register; no framework is needed for two of them. */
final class Services {
    private static final String FAILURE = "parley.start.failure";
    private static final long LIMIT_MS = 60_000;

    private final List<Object> services = new ArrayList<>(); // guarded by this, with the next
    private String failure;

    BundleContext context() {
        return fake(BundleContext.class, this::register);
    }

    private synchronized Object register(Object proxy, Method method, Object[] arguments) {
        Object sentence = ((Dictionary<?, ?>) arguments[2]).get(FAILURE);
        if (sentence == null) {
            services.add(arguments[1]);
        } else {
            failure = sentence.toString();
        }
        notifyAll();
        return fake(ServiceRegistration.class, (registration, called, none) -> null);
    }

    /** @throws IllegalStateException with the sentence of whoever cannot start */
    synchronized <S> S await(Class<S> type) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_MS * 1_000_000;
        while (failure == null && System.nanoTime() < end) {
            for (Object service : services) {
                if (type.isInstance(service)) {
                    return type.cast(service);
                }
            }
            wait(LIMIT_MS);
        }
        throw new IllegalStateException(failure == null ? "there is no " + type.getName() : failure);
    }

    /** As the framework would: the method is not for everybody. */
    static void stop(Object component) {
        try {
            Method stop = component.getClass().getDeclaredMethod("stop");
            stop.setAccessible(true);
            stop.invoke(component);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
