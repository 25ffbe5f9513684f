package dev.parley.store.sqlite.internal;

import static dev.parley.store.sqlite.internal.Databases.put;
import static dev.parley.store.sqlite.internal.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.store.RecordStore;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.service.LateServices;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class StoreComponentTest {
    private static final long LIMIT_S = 60;

    @TempDir
    Path home;

    private final BlockingQueue<Object> registered = new LinkedBlockingQueue<>();
    private final AtomicInteger unregistered = new AtomicInteger();
    private volatile Doctor doctor;
    private final BlockingQueue<ScheduledExecutorService> serials = new LinkedBlockingQueue<>();

    private StoreComponent start() {
        return new StoreComponent(context(), home, new SystemExecution(), Databases.FILES);
    }

    /** The service, or the sentence why there is none. */
    private <T> T next(Class<T> type) throws InterruptedException {
        return type.cast(registered.poll(LIMIT_S, TimeUnit.SECONDS));
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
    }

    @Test
    void whatIsKeptIsThereAtTheNextStart() throws Exception {
        for (int i = 0; i < 20; i++) {
            StoreComponent component = start();
            RecordStore store = next(RecordStore.class);
            assertEquals(i, done(store.all("people")).size());
            done(store.write("people", List.of(put("key " + i, "value"))));
            component.stop();
            assertEquals(2 * (i + 1), unregistered.get(), "the store and its doctor");
            assertFalse(Files.exists(Examination.log(home.resolve("parley.db"))), "it was closed");
        }
    }

    @Test
    void whatWasAskedForBeforeItStopsIsDone() throws Exception {
        StoreComponent component = start();
        RecordStore store = next(RecordStore.class);
        var kept = store.write("people", List.of(put("key", "value")));
        component.stop();
        done(kept);
        start();
        assertEquals(Map.of("key", "value"), texts(done(next(RecordStore.class).all("people"))));
    }

    /** As when the bundle with the threads was stopped first. */
    @Test
    void theFileIsClosedAlsoWhenItsThreadIsGone() throws Exception {
        StoreComponent component = new StoreComponent(context(), home, new Watched(), Databases.FILES);
        next(RecordStore.class);
        serials.element().shutdown();
        assertTrue(serials.element().awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        component.stop();
        assertFalse(Files.exists(Examination.log(home.resolve(StoreComponent.FILE))));
    }

    /** As when a bundle is updated and refreshed at once: its users are still being told that it is there. */
    @Test
    void whoIsToldWhileItStopsIsAnsweredStill() throws Exception {
        BlockingQueue<StoreComponent> component = new LinkedBlockingQueue<>();
        BlockingQueue<CompletionStage<?>> asked = new LinkedBlockingQueue<>();
        BlockingQueue<Thread> stopping = new LinkedBlockingQueue<>();
        BundleContext context = fake(BundleContext.class, (proxy, method, arguments) -> {
            if (arguments[1] instanceof Doctor) {
                return fake(ServiceRegistration.class, (registration, called, none) -> null);
            }
            Thread stop = new Thread(() -> stop(component));
            stop.start();
            stopping.add(stop);
            while (!serials.element().isShutdown()) {
                Thread.onSpinWait();
            }
            asked.add(((RecordStore) arguments[1]).all("people"));
            return fake(ServiceRegistration.class, (registration, called, none) -> null);
        });
        component.add(new StoreComponent(context, home, new Watched(), Databases.FILES));
        done(asked.poll(LIMIT_S, TimeUnit.SECONDS));
        stopping.element().join();
    }

    private static void stop(BlockingQueue<StoreComponent> component) {
        try {
            component.take().stop();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whyItCannotBeOpenedIsSaidToWhoeverStartedThis() throws Exception {
        Path file = home.resolve(StoreComponent.FILE);
        Databases.FILES.writePrivate(file, "no database".getBytes(StandardCharsets.US_ASCII));
        StoreComponent component = start();
        String sentence = next(String.class);
        assertTrue(sentence.contains(file.toString()) && sentence.contains("damaged"), sentence);
        assertEquals(Verdict.ALARM, done(doctor.examine()).get(0).verdict());
        component.stop();
        assertEquals("no database", Files.readString(file));
    }

    private BundleContext context() {
        return fake(BundleContext.class, (proxy, method, arguments) -> {
            assertEquals("registerService", method.getName());
            Object failure = ((Dictionary<?, ?>) arguments[2]).get(LateServices.FAILURE);
            if (arguments[1] instanceof Doctor found) {
                doctor = found;
            } else {
                registered.add(failure == null ? arguments[1] : failure);
            }
            return fake(
                    ServiceRegistration.class,
                    (registration, called, none) -> called.getName().equals("unregister") ? count() : null);
        });
    }

    private Object count() {
        unregistered.incrementAndGet();
        return null;
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Tells which executors it made. */
    private final class Watched implements Execution {
        private final SystemExecution threads = new SystemExecution();

        @Override
        public Clock clock() {
            return threads.clock();
        }

        @Override
        public long nanoTime() {
            return threads.nanoTime();
        }

        @Override
        public ScheduledExecutorService serial(String name) {
            ScheduledExecutorService made = threads.serial(name);
            serials.add(made);
            return made;
        }

        @Override
        public RandomGenerator random() {
            return threads.random();
        }
    }
}
