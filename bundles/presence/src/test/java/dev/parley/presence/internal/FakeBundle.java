package dev.parley.presence.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A bundle that keeps what was registered through it; it knows nothing else. */
final class FakeBundle {
    final List<Object> services = new ArrayList<>();
    final List<Bundle> bundles = new ArrayList<>();
    final List<ServiceReference<?>> failures = new ArrayList<>();
    boolean stopped;

    BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                FakeBundle.class.getClassLoader(), new Class<?>[] {BundleContext.class}, this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) {
        if (method.getName().equals("getBundles")) {
            return bundles.toArray(Bundle[]::new);
        }
        if (method.getName().equals("getAllServiceReferences")) {
            return failures.isEmpty() ? null : failures.toArray(ServiceReference[]::new); // as a framework answers
        }
        if (!method.getName().equals("registerService")) {
            throw new UnsupportedOperationException(method.getName());
        }
        if (stopped) {
            throw new IllegalStateException("the bundle is stopped");
        }
        services.add(arguments[1]);
        return Proxy.newProxyInstance(
                FakeBundle.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (registration, called, none) -> {
                    if (!called.getName().equals("unregister")) {
                        throw new UnsupportedOperationException(called.getName());
                    }
                    if (stopped || !services.remove(arguments[1])) {
                        throw new IllegalStateException("not registered any more");
                    }
                    return null;
                });
    }
}
