package dev.parley.spi.execution;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A serial executor that may do a task on the thread that brings it. Waking another thread takes longer than most tasks do; where a
 * message passes several executors, that is most of its way.
 */
@ProviderType
public interface CallerRunsExecutor extends Executor {
    /**
     * Runs the task now, on this thread, when nothing of this executor runs or waits; otherwise in its turn, as {@code execute} does.
     * Only for tasks that never block, and where the caller does not mind that they are done before this returns.
     *
     * @throws RejectedExecutionException when it has stopped
     */
    void runOrExecute(Runnable task);

    /** An executor that hands its tasks to this one: by {@link #runOrExecute} where it can, by {@code execute} otherwise. */
    static Executor here(Executor executor) {
        return executor instanceof CallerRunsExecutor callerRuns ? callerRuns::runOrExecute : executor;
    }
}
