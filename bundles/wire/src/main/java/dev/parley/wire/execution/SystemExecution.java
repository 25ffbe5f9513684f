package dev.parley.wire.execution;

import dev.parley.spi.execution.Execution;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The machine's clock, a few shared daemon threads, and the system's randomness. */
@Component
public final class SystemExecution implements Execution {
    private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());
    private static final long IDLE_S = 10;

    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final SecureRandom random = new SecureRandom();

    /** Starts no thread before the first task. */
    @Activate
    public SystemExecution() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("parley-"));
        pool.allowCoreThreadTimeOut(true);
        workers = pool;
        timer = new ScheduledThreadPoolExecutor(1, daemons("parley-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
        workers.shutdown();
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public ScheduledExecutorService serial(String name) {
        return new SerialExecutor(name, workers, timer);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
