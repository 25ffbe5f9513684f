package dev.parley.presence.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serial executor that forgets tasks once it has stopped: what comes late, from a transport's thread, needs no answer. */
record SafeExecutor(ScheduledExecutorService serial) implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SafeExecutor.class);

    @Override
    public void execute(Runnable task) {
        try {
            serial.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("too late: presence has stopped", stopped);
        }
    }

    /** @return by which the task can be cancelled */
    Future<?> later(Duration delay, Runnable task) {
        try {
            return serial.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("too late: presence has stopped", stopped);
            return CompletableFuture.completedFuture(null);
        }
    }
}
