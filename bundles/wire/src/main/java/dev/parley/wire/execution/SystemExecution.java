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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The machine's clock, a few shared daemon threads, and the system's randomness. */
@Component(configurationPid = "dev.parley.execution")
@Designate(ocd = SystemExecution.Config.class)
public final class SystemExecution implements Execution {
    private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());
    private static final long IDLE_S = 10;

    private final Pace pace;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final SecureRandom random = new SecureRandom();

    /** What can be configured. */
    @ObjectClassDefinition(name = "Parley: time")
    public @interface Config {
        /** For tests of what takes long; all who meet need the same. */
        @AttributeDefinition(
                name = "Pace",
                description =
                        "How many times faster deadlines, pauses and time-outs pass, for tests; the time of day does not",
                min = "1",
                max = "100")
        int pace() default 1;
    }

    /** As fast as the machine; starts no thread before the first task. */
    public SystemExecution() {
        this(Pace.NORMAL);
    }

    /** Starts no thread before the first task. */
    @Activate
    public SystemExecution(Config config) {
        this(new Pace(config.pace()));
    }

    SystemExecution(Pace pace) {
        this.pace = pace;
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
        return pace.now();
    }

    @Override
    public ScheduledExecutorService serial(String name) {
        return new SerialExecutor(name, workers, timer, pace);
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
