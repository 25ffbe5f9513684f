package dev.parley.introduction.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Links;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this bundle works with.
 *
 * @param self who we are
 * @param others who else is there, and what the person here made of them
 * @param serial where all state changes
 */
record Surroundings(
        Links links, RemoteIdentity self, Others others, Execution execution, ScheduledExecutorService serial)
        implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    /** Runs a task on the serial executor, or never when that has stopped. */
    @Override
    public void execute(Runnable task) {
        if (!run(task)) {
            LOG.trace("too late: this part has stopped");
        }
    }

    /** @return false when that has stopped */
    boolean run(Runnable task) {
        try {
            serial.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.trace("this part has stopped", stopped);
            return false;
        }
    }

    /** Runs a task later. On the serial executor. */
    Future<?> later(Duration delay, Runnable task) {
        return serial.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Monotonic. */
    long now() {
        return execution.nanoTime();
    }

    RandomGenerator random() {
        return execution.random();
    }
}
