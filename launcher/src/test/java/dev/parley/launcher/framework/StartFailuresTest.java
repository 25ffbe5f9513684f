package dev.parley.launcher.framework;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;

class StartFailuresTest {
    private final StartFailures failures = new StartFailures();
    private final Throwable first = new IllegalStateException("first");

    private static Bundle bundle() {
        return (Bundle) Proxy.newProxyInstance(
                StartFailuresTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "a bundle";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private void fails(Bundle bundle, Throwable why) {
        failures.frameworkEvent(new FrameworkEvent(FrameworkEvent.ERROR, bundle, why));
    }

    @Test
    void theFirstReasonIsKeptUntilAllHasStartedAndThenNothing() {
        Bundle bundle = bundle();
        fails(bundle, first);
        fails(bundle, new IllegalStateException("second"));
        assertSame(first, failures.of(bundle));
        failures.started();
        assertNull(failures.of(bundle));
        fails(bundle, first);
        assertNull(failures.of(bundle), "it would keep the classes of a bundle that is updated");
    }
}
