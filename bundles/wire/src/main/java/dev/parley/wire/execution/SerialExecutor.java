package dev.parley.wire.execution;

import dev.parley.spi.execution.CallerRunsExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in order, on threads that it shares; a delayed task joins the queue when it is due. It holds a thread
 * only while it has work, and for at most {@value #BATCH} tasks in a row, so that many of these share few threads fairly.
 */
final class SerialExecutor extends AbstractExecutorService implements ScheduledExecutorService, CallerRunsExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);
    private static final int BATCH = 64;

    private final String name;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Pace pace;
    private final Set<Delay<?>> delays = ConcurrentHashMap.newKeySet();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>(); // guarded by itself, with the two below
    private boolean running;
    private boolean shutdown;

    /** @param pace of all delays */
    SerialExecutor(String name, Executor workers, ScheduledExecutorService timer, Pace pace) {
        this.name = name;
        this.workers = workers;
        this.timer = timer;
        this.pace = pace;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (queue) {
            if (shutdown) {
                throw new RejectedExecutionException(name + " has stopped");
            }
            queue.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        dispatch();
    }

    @Override
    public void runOrExecute(Runnable task) {
        synchronized (queue) {
            if (shutdown) {
                throw new RejectedExecutionException(name + " has stopped");
            }
            if (running) {
                queue.add(task);
                return;
            }
            running = true; // so nothing waits either
        }
        perform(task);
        synchronized (queue) {
            if (queue.isEmpty()) {
                running = false;
                queue.notifyAll();
                return;
            }
        }
        dispatchRest(); // what came meanwhile is not this caller's
    }

    private void dispatch() {
        try {
            workers.execute(this::drain);
        } catch (RejectedExecutionException stopping) {
            synchronized (queue) {
                running = false;
                queue.clear();
                shutdown = true;
                queue.notifyAll();
            }
            throw stopping;
        }
    }

    private void drain() {
        for (int i = 0; i < BATCH; i++) {
            Runnable task;
            synchronized (queue) {
                task = queue.poll();
                if (task == null) {
                    running = false;
                    queue.notifyAll();
                    return;
                }
            }
            perform(task);
        }
        dispatchRest();
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // whatever it is: the tasks behind it must have their turn
            LOG.warn("a task of {} failed", name, e);
        }
    }

    private void dispatchRest() {
        try {
            dispatch();
        } catch (RejectedExecutionException stopping) {
            LOG.trace("{} stops with its threads", name, stopping);
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(new Delay<>(task, 0, false), unit.toNanos(delay));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return schedule(new Delay<>(task), unit.toNanos(delay));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return schedule(new Delay<>(task, period(unit.toNanos(period)), true), unit.toNanos(first));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return schedule(new Delay<>(task, period(unit.toNanos(delay)), false), unit.toNanos(first));
    }

    private static long period(long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("a period must be more than zero");
        }
        return nanos;
    }

    private <V> Delay<V> schedule(Delay<V> delay, long nanos) {
        synchronized (queue) {
            if (shutdown) {
                throw new RejectedExecutionException(name + " has stopped");
            }
            delays.add(delay);
        }
        delay.arm(nanos);
        return delay;
    }

    @Override
    public void shutdown() {
        synchronized (queue) {
            shutdown = true;
            queue.notifyAll();
        }
        List.copyOf(delays).forEach(delay -> delay.cancel(false));
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left;
        synchronized (queue) {
            left = new ArrayList<>(queue);
            queue.clear();
        }
        shutdown();
        return left;
    }

    @Override
    public boolean isShutdown() {
        synchronized (queue) {
            return shutdown;
        }
    }

    @Override
    public boolean isTerminated() {
        synchronized (queue) {
            return shutdown && !running;
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        synchronized (queue) {
            while (!shutdown || running) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(queue, left);
            }
            return true;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** A task that waits for its time on the timer, then for its turn in the queue. */
    private final class Delay<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
        private final long periodNanos; // 0: once
        private final boolean fixedRate;
        private volatile long due;
        private volatile ScheduledFuture<?> armed;

        Delay(Runnable task, long periodNanos, boolean fixedRate) {
            super(task, null);
            this.periodNanos = periodNanos;
            this.fixedRate = fixedRate;
        }

        Delay(Callable<V> task) {
            super(task);
            this.periodNanos = 0;
            this.fixedRate = false;
        }

        private void arm(long nanos) {
            due = pace.now() + nanos;
            try {
                armed = timer.schedule(this::enqueue, pace.machine(nanos), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException stopping) {
                cancel(false);
            }
            if (isDone()) {
                disarm();
            }
        }

        private void enqueue() {
            try {
                execute(this);
            } catch (RejectedExecutionException stopped) {
                cancel(false);
            }
        }

        @Override
        public void run() {
            if (!isPeriodic()) {
                super.run();
            } else if (runAndReset()) {
                LongSupplier next = fixedRate ? () -> due + periodNanos - pace.now() : () -> periodNanos;
                arm(Math.max(0, next.getAsLong()));
            }
        }

        @Override
        protected void done() {
            disarm();
            if (!isCancelled()) {
                logFailure();
            }
        }

        private void disarm() {
            delays.remove(this);
            ScheduledFuture<?> timed = armed;
            if (timed != null) {
                timed.cancel(false);
            }
        }

        private void logFailure() {
            try {
                get();
            } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                LOG.warn("a delayed task of {} failed", name, e);
            }
        }

        @Override
        public boolean isPeriodic() {
            return periodNanos != 0;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - pace.now(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
