package dev.parley.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One task of a {@link HandDrivenSerial}; ordered by due time, then by submission. */
final class HandDrivenTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final HandDrivenSerial owner;
    private final long periodNanos;
    private long due;
    private long order;

    HandDrivenTask(HandDrivenSerial owner, Callable<V> task, long periodNanos) {
        super(task);
        this.owner = owner;
        this.periodNanos = periodNanos;
    }

    void schedule(long at, long count) {
        due = at;
        order = count;
    }

    long due() {
        return due;
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
        } else if (runAndReset() && !owner.isShutdown()) {
            owner.execution().add(this, periodNanos);
        }
    }

    @Override
    protected void done() {
        owner.finished(this);
    }

    /** A failure in a task of a test is a failure of the test, unless somebody holds the future and asks it. */
    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        owner.failed(failure);
    }

    @Override
    public boolean isPeriodic() {
        return periodNanos > 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - owner.execution().nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        HandDrivenTask<?> task = (HandDrivenTask<?>) other;
        return due == task.due ? Long.compare(order, task.order) : Long.compare(due, task.due);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}
