package dev.parley.session.internal;

import dev.parley.spi.execution.CallerRunsExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands tasks to executors that may have stopped meanwhile, together with what they work for. */
final class Tasks {
    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

    private Tasks() {}

    /** Runs it there, or not at all when that has stopped. @return whether it is going to run */
    static boolean run(Executor executor, Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.trace("not run: {} has stopped", executor, stopped);
            return false;
        }
    }

    /** The same, on this thread when nothing else is to be done there: for what comes with each message, and never blocks. */
    static boolean runHere(Executor executor, Runnable task) {
        return run(CallerRunsExecutor.here(executor), task);
    }
}
