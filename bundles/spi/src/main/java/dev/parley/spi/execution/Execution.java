package dev.parley.spi.execution;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Time, threads and chance. An OSGi service; the test kit has one that is driven by hand. Any thread, never blocks.
 */
@ProviderType
public interface Execution {
    /** Time of day; may jump. For what people or other nodes read, never for deadlines. */
    Clock clock();

    /** Monotonic nanoseconds, for durations and deadlines. Meaningful only as differences. */
    long nanoTime();

    /**
     * A new serial executor: its tasks run one at a time, in order, on shared daemon threads. Delayed tasks join the same order
     * when they are due. {@code shutdown} and {@code shutdownNow} release it; {@code awaitTermination} is not to be used on its
     * own thread. Tasks should not block for long: few threads are shared by all.
     *
     * @param name for thread names and logs, for example {@code session-3f2a}
     */
    ScheduledExecutorService serial(String name);

    /** Unpredictable bits, for ids and nonces; thread-safe. */
    RandomGenerator random();
}
