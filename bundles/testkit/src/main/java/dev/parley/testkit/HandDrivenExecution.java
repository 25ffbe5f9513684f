package dev.parley.testkit;

import dev.parley.spi.execution.Execution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Time that moves only when a test says so. All serial executors made here run on the thread that calls {@link #run} or
 * {@link #advance}, in the order of their due time and then of their submission, so that a test with a seed always goes the same
 * way. Tasks may be submitted from any thread; time is driven by one.
 */
public final class HandDrivenExecution implements Execution {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int RUNAWAY = 10_000_000;

    private final PriorityQueue<HandDrivenTask<?>> tasks = new PriorityQueue<>();
    private final RandomGenerator random;
    private long nanos;
    private long count;
    private Duration jumped = Duration.ZERO;

    /** @param seed for {@link #random} */
    public HandDrivenExecution(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Override
    public Clock clock() {
        return new HandDrivenClock();
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public ScheduledExecutorService serial(String name) {
        return new HandDrivenSerial(name, this);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** Runs all that is due now, and what that makes due. */
    public void run() {
        advance(Duration.ZERO);
    }

    /** Moves time on, running what falls due on the way, each at its own time. */
    public void advance(Duration by) {
        long end = nanoTime() + by.toNanos();
        int ran = 0;
        for (HandDrivenTask<?> next = next(end); next != null; next = next(end)) {
            next.run();
            if (++ran > RUNAWAY) {
                throw new AssertionError("tasks go on without end; the last one was of " + next);
            }
        }
        synchronized (this) {
            nanos = end;
        }
    }

    /** Moves the clock of day without moving time, as a laptop's does that slept or was set. */
    public synchronized void jumpClock(Duration by) {
        jumped = jumped.plus(by);
    }

    /** How many tasks wait, for their time or for {@link #run}: a part that let everything go leaves none. */
    public synchronized int waiting() {
        return tasks.size();
    }

    synchronized void add(HandDrivenTask<?> task, long delayNanos) {
        task.schedule(nanos + Math.max(0, delayNanos), count++);
        tasks.add(task);
    }

    synchronized void remove(HandDrivenTask<?> task) {
        tasks.remove(task);
    }

    private synchronized HandDrivenTask<?> next(long end) {
        HandDrivenTask<?> task = tasks.peek();
        if (task == null || task.due() > end) {
            return null;
        }
        tasks.remove();
        nanos = Math.max(nanos, task.due());
        return task;
    }

    private final class HandDrivenClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }

        @Override
        public Instant instant() {
            synchronized (HandDrivenExecution.this) {
                return START.plusNanos(nanos).plus(jumped);
            }
        }
    }
}
