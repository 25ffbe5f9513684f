package dev.parley.wire.execution;

/**
 * How many times faster than the machine's time passes for deadlines and delays.
 *
 * @param times from 1
 */
record Pace(int times) {
    /** As on the wall. */
    static final Pace NORMAL = new Pace(1);

    Pace {
        if (times < 1) {
            throw new IllegalArgumentException("time passes at least once as fast as on the wall, not " + times);
        }
    }

    /** Monotonic nanoseconds; only differences mean something, so it does not matter that they wrap around. */
    long now() {
        return System.nanoTime() * times;
    }

    /** Nanoseconds of the machine, for as many of these. */
    long machine(long nanos) {
        return nanos / times;
    }
}
