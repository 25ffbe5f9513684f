package dev.parley.transport.internal;

import dev.parley.spi.link.Link;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What goes on over a link: bytes, holds, signs of life; and whether its peer is a stranger. Any thread. */
final class Activity {
    private final Settings settings;
    private final LongSupplier nanos;
    private final AtomicLong in = new AtomicLong();
    private final AtomicLong out = new AtomicLong();
    private final AtomicInteger holds = new AtomicInteger();
    private volatile long touched;
    private volatile boolean accepted;
    private volatile Duration roundTrip;
    private volatile int unanswered;

    Activity(Settings settings, LongSupplier nanos, boolean accepted) {
        this.settings = settings;
        this.nanos = nanos;
        this.accepted = accepted;
        this.touched = nanos.getAsLong();
    }

    boolean accepted() {
        return accepted;
    }

    void accept() {
        accepted = true;
    }

    void touch() {
        touched = nanos.getAsLong();
    }

    void sent(int bytes) {
        out.addAndGet(bytes);
    }

    /** Whether so many more may come. */
    boolean received(int bytes) {
        long all = in.addAndGet(bytes);
        touched = nanos.getAsLong();
        return accepted || all <= settings.strangerBytes();
    }

    long bytesIn() {
        return in.get();
    }

    long bytesOut() {
        return out.get();
    }

    Link.Hold hold() {
        holds.incrementAndGet();
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                touch();
                holds.decrementAndGet();
            }
        };
    }

    /** How long until nothing will have gone on for too long; zero or less when that is now. Held: the whole time anew. */
    Duration untilIdle() {
        Duration most = accepted ? settings.idle() : settings.strangerIdle();
        return holds.get() > 0 ? most : most.minusNanos(nanos.getAsLong() - touched);
    }

    /**
     * A sign of life is asked for.
     *
     * @return whether too many were not answered
     */
    boolean asked() {
        int missed = unanswered;
        unanswered = missed + 1;
        return missed >= settings.misses();
    }

    void answered(Duration time) {
        unanswered = 0;
        roundTrip = time;
    }

    Optional<Duration> roundTrip() {
        return Optional.ofNullable(roundTrip);
    }
}
