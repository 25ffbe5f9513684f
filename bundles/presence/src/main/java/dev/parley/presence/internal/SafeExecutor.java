package dev.parley.presence.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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
}
