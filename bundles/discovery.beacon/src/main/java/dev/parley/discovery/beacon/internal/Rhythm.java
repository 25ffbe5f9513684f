package dev.parley.discovery.beacon.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * When to send next: in a burst at the start, twice at a change (a datagram may be lost), then at each interval, all with jitter
 * so that many do not speak at once. Not thread-safe.
 */
final class Rhythm {
    private static final double JITTER = 0.1;
    private static final long[] START_MS = {150, 350, 1000}; // at 0, 150, 500, 1500 ms
    private static final long[] CHANGE_MS = {200};

    private final Duration interval;
    private final RandomGenerator random;
    private final Deque<Long> burst = new ArrayDeque<>();
    private boolean starting;

    Rhythm(Duration interval, RandomGenerator random) {
        this.interval = interval;
        this.random = random;
    }

    /** A burst begins; the first datagram is sent at once by whoever calls. */
    void start() {
        begin(START_MS);
        starting = true;
    }

    /** Something changed; told at once by whoever calls, and once more. A running start burst goes on. */
    void change() {
        if (!starting) {
            begin(CHANGE_MS);
        }
    }

    /** Whether the start burst goes on: its datagrams ask to be answered. */
    boolean starting() {
        return starting;
    }

    /** How long to wait before sending again; each call is a step on. */
    Duration next() {
        Long millis = burst.poll();
        starting &= millis != null;
        long nanos =
                millis == null ? interval.toNanos() : Duration.ofMillis(millis).toNanos();
        // never later than the interval: others count in it
        return Duration.ofNanos((long) (nanos * (1 - JITTER * random.nextDouble())));
    }

    private void begin(long[] delays) {
        burst.clear();
        Arrays.stream(delays).forEach(burst::add);
    }
}
