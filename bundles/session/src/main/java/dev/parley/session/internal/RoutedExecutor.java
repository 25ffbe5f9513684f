package dev.parley.session.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where a stream is read may change once it is known whose it is; while it is held, nothing is read, so that at most the stream's
 * window comes. A stream calls its reader one call at a time whatever the executor, so the change needs no more than this.
 */
final class RoutedExecutor implements Executor {
    private final Queue<Runnable> held = new ArrayDeque<>(); // guarded by itself, with the target
    private Executor target; // null: held

    /** @param target null to begin held */
    RoutedExecutor(Executor target) {
        this.target = target;
    }

    /** @throws RejectedExecutionException when nothing is read there any more: the stream is then given up */
    @Override
    public void execute(Runnable task) {
        synchronized (held) {
            if (target == null) {
                held.add(task);
            } else {
                target.execute(task);
            }
        }
    }

    /** From now on tasks wait. */
    void hold() {
        synchronized (held) {
            target = null;
        }
    }

    /** From now on tasks run there; what waited first. */
    void route(Executor executor) {
        synchronized (held) {
            target = executor;
            for (Runnable task = held.poll(); task != null; task = held.poll()) {
                Tasks.run(executor, task);
            }
        }
    }
}
