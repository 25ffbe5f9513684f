package dev.parley.wire.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class LateServicesTest {
    private static final long LIMIT_S = 60;

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private Runnable whileRegistering = () -> {};
    private boolean stopped;

    private final LateServices services = new LateServices(fake(BundleContext.class, (proxy, method, arguments) -> {
        assertEquals("registerService", method.getName());
        if (stopped) {
            throw new IllegalStateException("the context is not valid any more");
        }
        Object failure = ((Dictionary<?, ?>) arguments[2]).get(LateServices.FAILURE);
        String name = failure == null ? String.valueOf(arguments[1]) : "failure: " + failure;
        whileRegistering.run();
        seen.add("+ " + name);
        return fake(ServiceRegistration.class, (registration, called, none) -> {
            assertEquals("unregister", called.getName());
            seen.add("- " + name);
            return null;
        });
    }));

    @Test
    void theEndTakesBackAllTheLastFirst() {
        services.register(String.class, "one");
        services.register(String.class, "two");
        services.end();
        services.end();

        assertEquals(List.of("+ one", "+ two", "- two", "- one"), seen);
    }

    @Test
    void nothingIsRegisteredAfterTheEnd() {
        services.end();
        services.register(String.class, "late");
        services.fail("It cannot be read. Look at the file.", new IllegalStateException("as its classes are gone"));

        assertTrue(services.isEnded());
        assertEquals(List.of(), seen);
    }

    @Test
    void aFailureIsAService() {
        services.fail("It cannot be read. Look at the file.", new IllegalStateException("damaged"));
        services.end();

        assertEquals(
                List.of(
                        "+ failure: It cannot be read. Look at the file.",
                        "- failure: It cannot be read. Look at the file."),
                seen);
    }

    @Test
    void aBundleThatStopsFirstIsNoFailure() {
        stopped = true;
        services.register(String.class, "late");
        services.end();

        assertEquals(List.of(), seen);
    }

    @Test
    void theEndWaitsForARegistrationThatIsGoingOn() throws InterruptedException {
        CountDownLatch registering = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        whileRegistering = () -> {
            registering.countDown();
            await(ending);
        };
        Thread registrar = new Thread(() -> services.register(String.class, "slow"));
        registrar.start();
        await(registering);
        Thread ender = new Thread(services::end);
        ender.start();
        while (!services.isEnded()) {
            Thread.onSpinWait();
        }
        ending.countDown();
        ender.join(TimeUnit.SECONDS.toMillis(LIMIT_S));
        registrar.join(TimeUnit.SECONDS.toMillis(LIMIT_S));

        assertEquals(List.of("+ slow", "- slow"), seen);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_S, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(LateServicesTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
