package dev.parley.transport.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Holds back what is to run until it is known where. Any thread. */
final class Gate implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this, with the field below
    private Executor beyond;

    @Override
    public void execute(Runnable task) {
        Executor to;
        synchronized (this) {
            if (beyond == null) {
                waiting.add(task);
                return;
            }
            to = beyond;
        }
        to.execute(task);
    }

    /** From now on all runs there, what waited first: a channel brings the next task only when the last has run. */
    void open(Executor executor) {
        Queue<Runnable> first;
        synchronized (this) {
            beyond = executor;
            first = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        first.forEach(executor::execute);
    }
}
