package dev.parley.testkit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A serial executor of a {@link HandDrivenExecution}. */
final class HandDrivenSerial extends AbstractExecutorService implements ScheduledExecutorService {
    private final String name;
    private final HandDrivenExecution execution;
    private final Set<HandDrivenTask<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean shutdown;

    HandDrivenSerial(String name, HandDrivenExecution execution) {
        this.name = name;
        this.execution = execution;
    }

    HandDrivenExecution execution() {
        return execution;
    }

    void finished(HandDrivenTask<?> task) {
        waiting.remove(task);
        if (task.isCancelled()) {
            execution.remove(task);
        }
    }

    void failed(Throwable failure) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }

    @Override
    public void execute(Runnable task) {
        enqueue(new HandDrivenTask<>(this, Executors.callable(task), 0), 0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return add(Executors.callable(task), unit.toNanos(delay), 0);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return add(task, unit.toNanos(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return add(Executors.callable(task), unit.toNanos(first), unit.toNanos(period));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return add(Executors.callable(task), unit.toNanos(first), unit.toNanos(delay));
    }

    private <V> HandDrivenTask<V> add(Callable<V> callable, long delayNanos, long periodNanos) {
        HandDrivenTask<V> task = new HandDrivenTask<>(this, callable, periodNanos);
        enqueue(task, delayNanos);
        return task;
    }

    private void enqueue(HandDrivenTask<?> task, long delayNanos) {
        if (shutdown) {
            throw new RejectedExecutionException(name + " has stopped");
        }
        waiting.add(task);
        execution.add(task, delayNanos);
    }

    /** As {@link ScheduledExecutorService} says: what was submitted still runs, what is delayed does not. */
    @Override
    public void shutdown() {
        shutdown = true;
        waiting.stream()
                .filter(task -> task.isPeriodic() || task.getDelay(TimeUnit.NANOSECONDS) > 0)
                .toList()
                .forEach(task -> task.cancel(false));
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> left = List.copyOf(waiting);
        waiting.forEach(task -> task.cancel(false));
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && waiting.isEmpty();
    }

    /** Time moves only by hand, so there is nothing to wait for. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    @Override
    public String toString() {
        return name;
    }
}
