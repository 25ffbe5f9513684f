package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.Leave;
import dev.parley.session.internal.proto.Refusal;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a stream to another member and agrees with it which one counts ({@code session.proto}). Seeks for as long as the session
 * lasts, after a minute less often. Confined to the session's executor.
 */
final class Rendezvous {
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** How long the side that does not connect waits before it tries too. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Rendezvous.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** How long a transport may take to come back, before no listening means signed out. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration YIELD = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Once it is overdue; a link that the other side makes is used at once. */
    private static final Duration OVERDUE_PAUSE = Duration.ofSeconds(60);

    private final Environment environment;
    private final ScheduledExecutorService core;
    private final SessionMember other;
    private final boolean connects;
    private final Home home;
    private long attempts;
    private long heard; // of the other side's openings, since this start of its
    private long otherStart;
    private int failures;
    private boolean seeking;
    private boolean overdue;
    private boolean over;
    private boolean dialling;
    private SessionStream opening;
    private Optional<Link.Hold> hold = Optional.empty();
    private Optional<ScheduledFuture<?>> limit = Optional.empty();
    private Optional<ScheduledFuture<?>> check = Optional.empty();
    private Optional<ScheduledFuture<?>> next = Optional.empty();

    /** The session, as this sees it. */
    interface Home extends SessionStream.Owner {
        /** What a Join says, but for the attempt. */
        Join.Builder join();

        /** A stream is agreed upon. What was joined before is over. */
        void joined(SessionStream stream, Join theirs);

        /** The other one left the session meanwhile. */
        void leftMeanwhile(SessionStream stream, Leave leave);

        /** The other one knows nothing of the session. @return whether to go on */
        boolean unknownThere();

        /** Whether the session goes on while this endpoint takes part in nothing. */
        boolean lasts();

        /** This endpoint does not take part in anything any more. */
        void signedOut();

        /** Sought in vain for {@link #LIMIT}; that goes on. */
        void overdue();
    }

    Rendezvous(
            Environment environment, ScheduledExecutorService core, SessionMember other, boolean connects, Home home) {
        this.environment = environment;
        this.core = core;
        this.other = other;
        this.connects = connects;
        this.home = home;
    }

    /** Begins to seek. */
    void seek() {
        rest();
        if (over) {
            return;
        }
        seeking = true;
        overdue = false;
        failures = 0;
        hold = environment.links().find(other.endpoint()).map(link -> link.hold("a session to be joined"));
        limit = Optional.of(core.schedule(this::tooLong, LIMIT.toNanos(), TimeUnit.NANOSECONDS));
        check = Optional.of(core.schedule(this::stillThere, GRACE.toNanos(), TimeUnit.NANOSECONDS));
        if (connects) {
            attempt();
        } else {
            next(PATIENCE);
        }
    }

    /** Stops seeking for good. */
    void end() {
        over = true;
        rest();
    }

    /** Whether it was sought in vain for {@link #LIMIT}, and still is. */
    boolean isOverdue() {
        return seeking && overdue;
    }

    boolean isOver() {
        return over;
    }

    /** Stops seeking: a stream is joined. */
    void rest() {
        seeking = false;
        cancel(limit);
        cancel(check);
        cancel(next);
        hold.ifPresent(Link.Hold::close);
        hold = Optional.empty();
        abandon();
    }

    /** A link to somebody is there. */
    void linked(Link link) {
        if (!seeking || opening != null || !link.remote().equals(other.identity())) {
            return;
        }
        if (link.dialled()) {
            open(link);
        } else {
            next(YIELD); // whoever dialled it opens; not both
        }
    }

    /** The other side opened a stream and sent its Join. */
    void incoming(SessionStream stream, Join join) {
        started(join);
        boolean ours = opening != null && environment.self().endpoint().compareTo(other.endpoint()) < 0;
        if (ours || Long.compareUnsigned(join.getAttempt(), heard) <= 0) {
            heard = later(join);
            stream.send(Frames.refused(Refusal.DUPLICATE));
            stream.finish();
            return;
        }
        heard = later(join);
        if (!stream.move(core, home)) {
            return;
        }
        rest();
        stream.send(frame(home.join().setAttempt(attempts)));
        home.joined(stream, join);
    }

    /** Whether it is the stream that was opened here and is not answered. */
    boolean isOpening(SessionStream stream) {
        return stream == opening;
    }

    /** @throws ProtocolException when it is no answer */
    void answered(SessionStream stream, Frame frame) {
        switch (frame.getContentCase()) {
            case JOIN -> {
                started(frame.getJoin());
                heard = later(frame.getJoin());
                opening = null;
                rest();
                home.joined(stream, frame.getJoin());
            }
            case LEAVE -> home.leftMeanwhile(stream, frame.getLeave());
            case REFUSED -> {
                abandon();
                boolean unknown = frame.getRefused().getRefusal() == Refusal.UNKNOWN_SESSION;
                if (!unknown || home.unknownThere()) {
                    again();
                }
            }
            default -> throw new ProtocolException("a Join is answered by " + frame.getContentCase() + ".");
        }
    }

    /** The stream that was opened here ended without an answer. */
    void ended() {
        opening = null;
        again();
    }

    /** Whoever starts anew counts its openings anew: they would pass for old ones until there were as many as before. */
    private void started(Join join) {
        if (join.getStart() != otherStart) {
            otherStart = join.getStart();
            heard = 0;
        }
    }

    private long later(Join join) {
        return Long.compareUnsigned(join.getAttempt(), heard) > 0 ? join.getAttempt() : heard;
    }

    private void stillThere() {
        if (seeking && !home.lasts() && environment.links().listening().isEmpty()) {
            rest();
            home.signedOut();
        }
    }

    private void tooLong() {
        if (seeking) {
            overdue = true;
            hold.ifPresent(Link.Hold::close);
            hold = Optional.empty();
            home.overdue();
        }
    }

    private void attempt() {
        if (!seeking || dialling || opening != null) {
            return;
        }
        dialling = true;
        environment
                .links()
                .dial(DialTarget.of(other.peer(), other.endpoint()))
                .whenComplete((link, failure) -> Tasks.run(core, () -> dialled(link, failure)));
    }

    private void dialled(Link link, Throwable failure) {
        dialling = false;
        if (!seeking || opening != null) {
            return;
        }
        if (failure != null) {
            LOG.debug("{} is not reached yet", other, failure);
            again();
        } else {
            open(link);
        }
    }

    private void open(Link link) {
        cancel(next);
        SessionStream stream;
        try {
            stream = new SessionStream(link.open(SessionStream.PROTOCOL), core, home);
        } catch (LinkClosedException e) {
            LOG.debug("the link to {} closed before a stream was opened", other, e);
            again();
            return;
        }
        opening = stream;
        stream.send(frame(home.join().setAttempt(++attempts)));
        stream.read();
        next = Optional.of(core.schedule(this::unanswered, ANSWER.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void unanswered() {
        abandon();
        again();
    }

    private void abandon() {
        SessionStream stream = opening;
        opening = null;
        if (stream != null) {
            stream.close();
        }
    }

    private void again() {
        Duration longest = overdue ? OVERDUE_PAUSE : LONGEST_PAUSE;
        long pause = Math.min(longest.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures++, 16));
        long jittered = pause / 2 + environment.execution().random().nextLong(pause / 2 + 1);
        next(Duration.ofMillis(jittered));
    }

    private void next(Duration pause) {
        cancel(next);
        if (seeking) {
            next = Optional.of(core.schedule(this::attempt, pause.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    private static void cancel(Optional<ScheduledFuture<?>> timer) {
        timer.ifPresent(t -> t.cancel(false));
    }

    private static Frame frame(Join.Builder join) {
        return Frame.newBuilder().setJoin(join).build();
    }
}
