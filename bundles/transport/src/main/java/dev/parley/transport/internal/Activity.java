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
    private final long begun;
    private final AtomicLong in = new AtomicLong();
    private final AtomicLong out = new AtomicLong();
    private final AtomicLong overhead = new AtomicLong();
    private final AtomicInteger holds = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile long touched;
    private volatile boolean accepted;
    private volatile Duration roundTrip;

    Activity(Settings settings, LongSupplier nanos, boolean accepted) {
        this.settings = settings;
        this.nanos = nanos;
        this.accepted = accepted;
        this.begun = nanos.getAsLong();
        this.touched = begun;
    }

    boolean accepted() {
        return accepted;
    }

    void accept() {
        accepted = true;
    }

    Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - begun);
    }

    /** Something goes on that we want. */
    void touch() {
        touched = nanos.getAsLong();
    }

    /** Something goes on that the other side wants: a stranger keeps no link open by that. */
    private void touched() {
        if (accepted) {
            touch();
        }
    }

    void sent(int bytes) {
        out.addAndGet(bytes);
        touched();
    }

    /** Bytes of a stream came; whether so many more may. */
    boolean received(int bytes) {
        touched();
        return mayCome(in.addAndGet(bytes));
    }

    /** Headers and control frames came, which are counted apart; whether so many more may. */
    boolean besides(int bytes) {
        return mayCome(overhead.addAndGet(bytes));
    }

    private boolean mayCome(long all) {
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
        return unanswered.getAndIncrement() >= settings.misses();
    }

    void answered(Duration time) {
        unanswered.set(0);
        roundTrip = time;
    }

    Optional<Duration> roundTrip() {
        return Optional.ofNullable(roundTrip);
    }
}
