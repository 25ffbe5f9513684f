package dev.parley.transport.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serial executor that may have stopped: what comes too late does not run, and whoever brings it is told. Any thread. */
record Serial(ScheduledExecutorService executor) {
    private static final Logger LOG = LoggerFactory.getLogger(Serial.class);

    /** @return whether it will run; otherwise what it holds is the caller's to release */
    boolean run(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.trace("{} has stopped", executor, stopped);
            return false;
        }
    }

    /** Nothing happens when it has stopped by then. */
    Future<?> later(Duration delay, Runnable task) {
        try {
            return executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("{} has stopped", executor, stopped);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** What was brought before still runs. */
    void stop() {
        executor.shutdown();
    }
}
