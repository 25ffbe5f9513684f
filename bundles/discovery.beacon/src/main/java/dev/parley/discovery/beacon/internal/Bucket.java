package dev.parley.discovery.beacon.internal;

/** A token bucket: a burst, and so many a second. Not thread-safe. */
final class Bucket {
    private static final double NANOS = 1e9;

    private final int burst;
    private final double perNano;
    private double tokens;
    private long at;

    /** @param now in nanoseconds */
    Bucket(int burst, int perSecond, long now) {
        this.burst = burst;
        this.perNano = perSecond / NANOS;
        this.tokens = burst;
        this.at = now;
    }

    /** Takes one token when there is one. */
    boolean take(long now) {
        tokens = Math.min(burst, tokens + Math.max(0, now - at) * perNano);
        at = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
