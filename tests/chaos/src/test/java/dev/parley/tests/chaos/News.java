package dev.parley.tests.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Where those who wait are told that something has changed. Any thread. */
final class News {
    private static final long LOOK_MS = 250; // also when nobody tells: what is waited for may be the end of a process

    synchronized void tell() {
        notifyAll();
    }

    /** Waits until it is so, or the time is over. @return whether it is so */
    synchronized boolean await(Duration most, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!so.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MS)));
        }
        return true;
    }

    /** Lets some time go by. */
    void pause(Duration time) throws InterruptedException {
        await(time, () -> false);
    }
}
