package dev.parley.contacts.internal;

import dev.parley.wire.service.LateServices;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A bundle that keeps what was registered through it; it knows nothing else. */
final class FakeBundle {
    final List<Object> services = new ArrayList<>();
    final List<Object> failures = new ArrayList<>();

    BundleContext context() {
        return fake(BundleContext.class, this::register);
    }

    private Object register(Object proxy, Method method, Object[] arguments) {
        if (!method.getName().equals("registerService")) {
            throw new UnsupportedOperationException(method.getName());
        }
        services.add(arguments[1]);
        Object failure = ((Dictionary<?, ?>) arguments[2]).get(LateServices.FAILURE);
        if (failure != null) {
            failures.add(failure);
        }
        return fake(ServiceRegistration.class, (registration, called, none) -> {
            if (!Objects.equals(called.getName(), "unregister") || !services.remove(arguments[1])) {
                throw new IllegalStateException(called.getName());
            }
            return null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeBundle.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
