package dev.parley.discovery.internal;

/** At most so many in any second. Not thread-safe. */
final class Rate {
    private static final long SECOND = 1_000_000_000L;

    private final long[] taken;
    private long count;

    Rate(int perSecond) {
        taken = new long[perSecond];
    }

    /** Nanoseconds until the next one may go; 0 when now. */
    long until(long now) {
        return count < taken.length ? 0 : Math.max(0, taken[(int) (count % taken.length)] + SECOND - now);
    }

    /** When the last one went; the least there is before the first. */
    long last() {
        return count == 0 ? Long.MIN_VALUE : taken[(int) ((count - 1) % taken.length)];
    }

    void take(long now) {
        taken[(int) (count % taken.length)] = now;
        count++;
    }
}
