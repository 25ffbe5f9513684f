package dev.parley.tests.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** All in a process who are told something: how many have come, when the last one, and how long each was under way. Any thread. */
public final class Audience {
    private static final int MOST_TIMED = 1 << 20;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_MS = 1;
    private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final double NANOS_PER_MICRO = 1e3;

    private final double[] micros = new double[MOST_TIMED];
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger came = new AtomicInteger();
    private volatile long last;

    /** One came to one of them. */
    public void told(byte[] message) {
        if (!Telling.isTold(message)) {
            return;
        }
        long now = System.nanoTime();
        int index = claimed.getAndIncrement();
        if (index < MOST_TIMED) {
            micros[index] = (now - Telling.sentAt(message)) / NANOS_PER_MICRO;
        }
        last = now;
        came.incrementAndGet();
    }

    /** By name. */
    public Map<String, Remote.Command> commands() {
        return Map.of(
                "reset", words -> reset(), "came", this::came, "settled", words -> settled(), "delays", this::delays);
    }

    private String reset() {
        claimed.set(0);
        came.set(0);
        return "";
    }

    /** When the last of so many came; fails when there are not so many in the end, or more. */
    private String came(List<String> words) throws InterruptedException, TimeoutException {
        int wanted = Integer.parseInt(words.get(0));
        long end = System.nanoTime() + LIMIT_NANOS;
        while (came.get() < wanted) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("of " + wanted + " only " + came + " came");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        if (came.get() > wanted) {
            throw new IllegalStateException("instead of " + wanted + " came " + came);
        }
        return Long.toString(last);
    }

    /** How many came, and when the last one, once none comes any more. */
    private String settled() throws InterruptedException {
        long since = System.nanoTime();
        for (int before = came.get(); System.nanoTime() - since < SETTLED_NANOS; ) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            if (came.get() != before) {
                before = came.get();
                since = System.nanoTime();
            }
        }
        return came + " " + last;
    }

    /** Those percentiles of the time under way, in microseconds. */
    private String delays(List<String> words) {
        double[] sorted = Arrays.copyOf(micros, Math.min(came.get(), MOST_TIMED));
        Arrays.sort(sorted);
        return Remote.words(words.stream()
                .mapToDouble(Double::parseDouble)
                .map(share -> sorted[(int) Math.max(0, Math.ceil(sorted.length * share) - 1)])
                .toArray());
    }
}
