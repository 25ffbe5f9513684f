package dev.parley.discovery.internal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discovery's serial executor; what comes after the end is dropped. Any thread. */
final class Later {
    private static final Logger LOG = LoggerFactory.getLogger(Later.class);

    private final ScheduledExecutorService executor;

    Later(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /** @return whether it will run */
    boolean run(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.trace("discovery is stopped", stopped);
            return false;
        }
    }

    void run(Runnable task, Duration delay) {
        try {
            var unused = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("discovery is stopped", stopped);
        }
    }
}
