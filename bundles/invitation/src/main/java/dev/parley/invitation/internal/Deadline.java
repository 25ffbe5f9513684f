package dev.parley.invitation.internal;

import java.time.Duration;
import java.util.concurrent.Future;

/** Two alarms: at the deadline of an invitation, and 60 s after it. Used on the serial executor; {@link #left} on any thread. */
final class Deadline {
    /** How long after the deadline a confirmation may still come: the design, section 9. */
    static final Duration GRACE = Duration.ofSeconds(60);

    private final Surroundings around;
    private final Runnable atDeadline;
    private final Runnable afterGrace;
    private volatile long at;
    private Future<?> first;
    private Future<?> second;

    Deadline(Surroundings around, Duration remaining, Runnable atDeadline, Runnable afterGrace) {
        this.around = around;
        this.atDeadline = atDeadline;
        this.afterGrace = afterGrace;
        this.at = around.now() + remaining.toNanos();
    }

    /** Sets both alarms. */
    void arm() {
        disarm();
        long left = at - around.now();
        first = around.later(atDeadline, left);
        second = around.later(afterGrace, left + GRACE.toNanos());
    }

    /** Never later than before: a repeated offer may have waited on its way. */
    void shorten(Duration remaining) {
        long other = around.now() + remaining.toNanos();
        if (other - at < 0) {
            at = other;
            arm();
        }
    }

    void disarm() {
        if (first != null) {
            first.cancel(false);
            second.cancel(false);
        }
    }

    /** Nanoseconds until the deadline; negative after it. */
    long left() {
        return at - around.now();
    }

    /** Whether it is too late even for a confirmation. */
    boolean graceOver() {
        return left() + GRACE.toNanos() <= 0;
    }

    boolean over() {
        return left() <= 0;
    }
}
