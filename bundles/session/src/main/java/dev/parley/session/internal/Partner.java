package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.PartnerPhase.Signal;
import dev.parley.session.internal.proto.Away;
import dev.parley.session.internal.proto.Closed;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.Leave;
import dev.parley.session.internal.proto.RosterPart;
import dev.parley.spi.link.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Another member as this endpoint sees it: the stream to it, what is said over that, and how it ends. Confined to the session's
 * executor.
 */
final class Partner implements Rendezvous.Home {
    private static final int BROKEN_STREAMS = 3;
    private static final long FAREWELL_MILLIS = 1000;
    /** What an honest member sends before it hears anything fits. */
    private static final int EARLY_BYTES = 5 << 20;

    private final ScheduledExecutorService executor;
    private final Dispatcher dispatcher;
    private final SessionMember member;
    private final Group group;
    private final Exchange exchange;
    private final KeysFrom keys;
    private final Rendezvous rendezvous;
    private PartnerPhase phase = PartnerPhase.JOINING;
    private volatile SessionStream stream; // null: none is joined
    private final List<Frame> early = new ArrayList<>(); // came while this side does not send yet
    private int earlyBytes;
    private Join agreed; // the other side's, until messages go over the stream
    private CloseReason reason; // null until it ends
    private boolean begun;
    private boolean announced;
    private boolean departing;
    private int broken;

    /** The session, as this sees it. On the session's executor. */
    interface Group {
        /** What a Join says of the session as a whole. */
        Join.Builder join(Join.Builder so);

        /** There is a stream; messages go over it once {@link #begin} is called. */
        void linked(Partner partner, Join theirs);

        /** It says something of the roster. @throws ProtocolException when it cannot be */
        void roster(Partner partner, RosterPart part);

        /** Whether it and this endpoint are members. */
        boolean isBetweenMembers(Partner partner);

        /** It says something of durable messages. @throws ProtocolException when it cannot be */
        void durable(Partner partner, Frame frame);

        /** Whether messages went over a stream to it before the last restart. */
        boolean met(Partner partner);

        /** Messages go over a stream for the first time, or again. */
        void began(Partner partner, boolean first);

        /** The stream is lost. */
        void away(Partner partner, boolean hadBegun);

        /** It was sought in vain for a while; that goes on. */
        void overdue(Partner partner);

        /** It has room for messages. */
        void room();

        /** Whether the session goes on while nobody takes part in anything here. */
        boolean lasts();

        /** Nobody takes part in anything here any more. */
        void signedOut();

        /** The last call: nothing more is between it and this endpoint. */
        void over(Partner partner, CloseReason reason);
    }

    Partner(
            Environment environment,
            SessionId id,
            ScheduledExecutorService executor,
            Dispatcher dispatcher,
            Requests requests,
            SessionMember member,
            boolean connects,
            GroupKeys own,
            Group group) {
        this.executor = executor;
        this.dispatcher = dispatcher;
        this.member = member;
        this.group = group;
        this.exchange = new Exchange(
                environment,
                id,
                executor,
                dispatcher,
                requests,
                member,
                new KeysTo(own, member.identity()),
                group::room);
        this.keys = new KeysFrom(
                environment.sealer(),
                environment.identity().opener(),
                environment.self().identity(),
                id,
                member.identity());
        this.rendezvous = new Rendezvous(environment, executor, member, connects, this);
    }

    SessionMember member() {
        return member;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Whether messages can be sent to it, be it linked now or not. */
    boolean isOpen() {
        return phase.isOpen();
    }

    /** Whether there is a stream. */
    boolean isLinked() {
        return phase == PartnerPhase.LIVE;
    }

    /** The roster says that it is a member. @return whether that is new */
    boolean announce() {
        boolean fresh = !announced;
        announced = true;
        return fresh;
    }

    boolean isAnnounced() {
        return announced;
    }

    /** Whether messages ever went over a stream to it. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether there is a stream that waits for {@link #begin}. */
    boolean waitsToBegin() {
        return agreed != null && isLinked();
    }

    /** Whether it was sought in vain for so long that messages are not kept for it any more. */
    boolean isOverdue() {
        return rendezvous.isOverdue();
    }

    /** Looks for it from now on. */
    void seek() {
        rendezvous.seek();
    }

    void linked(Link link) {
        rendezvous.linked(link);
    }

    /** It opened a stream. */
    void incoming(SessionStream opened, Join join) {
        if (!phase.isOpen()) {
            opened.close(); // it is closing; a later opening is told why
            return;
        }
        try {
            rendezvous.incoming(opened, join);
        } catch (ProtocolException e) {
            opened.fail(e);
        }
    }

    /** Messages may go over the stream there is: both sides hold each other for members. */
    void begin() {
        Join theirs = agreed;
        agreed = null;
        boolean first = !begun;
        begun = true;
        member.present(true);
        group.began(this, first);
        try {
            exchange.attach(stream, theirs);
        } catch (ProtocolException e) {
            stream.fail(e);
        }
    }

    /** What came before {@link #begin}; after that. */
    void hearEarly() {
        SessionStream from = stream;
        List<Frame> came = List.copyOf(early);
        forgetEarly();
        try {
            for (Frame frame : came) {
                if (from == stream && phase.isOpen()) {
                    joinedFrame(frame);
                }
            }
        } catch (ProtocolException e) {
            from.fail(e);
        }
    }

    private void forgetEarly() {
        early.clear();
        earlyBytes = 0;
    }

    /**
     * Keeps what comes before this side begins because its own word in the roster is not on disk yet. Otherwise the other one holds
     * itself for a member, and is about to learn that it is none.
     */
    private void comesEarly(Frame frame) {
        if (group.isBetweenMembers(this)) {
            early.add(frame);
            earlyBytes += frame.getSerializedSize();
            if (earlyBytes > EARLY_BYTES) {
                stream.close();
                lost();
            }
        }
    }

    /** Whether its stream has room. */
    boolean isWritable() {
        SessionStream now = stream;
        return now != null && now.isWritable();
    }

    /** Runs once, on the session's executor, when its stream has room; never when that ends before. */
    void onWritable(Runnable task) {
        SessionStream now = stream;
        if (now != null) {
            now.onWritable(() -> Tasks.run(executor, () -> {
                if (now == stream) {
                    task.run();
                }
            }));
        }
    }

    /** Whether messages go over a stream to it now. */
    boolean isReady() {
        return isLinked() && agreed == null;
    }

    /** Sends what is no message of an application. */
    void send(Frame frame) {
        SessionStream now = stream;
        if (now != null) {
            now.send(frame);
        }
    }

    @Override
    public Join.Builder join() {
        return group.join(exchange.join());
    }

    @Override
    public void joined(SessionStream next, Join theirs) {
        SessionStream before = stream;
        stream = next;
        agreed = theirs;
        forgetEarly();
        exchange.detach();
        if (before != null) {
            before.close();
        }
        step(Signal.JOIN);
        group.linked(this, theirs);
    }

    @Override
    public void frame(SessionStream from, Frame frame) {
        if (rendezvous.isOpening(from)) {
            rendezvous.answered(from, frame);
        } else if (from == stream && phase != PartnerPhase.FINISHING) {
            joinedFrame(frame);
        }
    }

    private void joinedFrame(Frame frame) {
        switch (frame.getContentCase()) {
            case SEAL -> keys.take(frame.getSeal());
            case SEALED -> {
                if (agreed == null) {
                    keys.open(frame.getSealed()).ifPresent(this::opened);
                } else {
                    comesEarly(frame);
                }
            }
            case MESSAGE, MESSAGES -> throw new ProtocolException("a message is not encrypted.");
            case ACK -> {
                if (agreed == null) { // otherwise it may acknowledge to another start than the one that counts here
                    exchange.acknowledged(frame.getAck());
                } else {
                    comesEarly(frame);
                }
            }
            case ROSTER -> group.roster(this, frame.getRoster());
            case DURABLE, HAVE, WANT -> {
                if (agreed == null) {
                    group.durable(this, frame);
                } else {
                    comesEarly(frame);
                }
            }
            case AWAY -> stopsForNow();
            case LEAVE -> closedThere(Reasons.heard(frame.getLeave()));
            case CLOSED -> farewellAnswered();
            case JOIN, REFUSED -> throw new ProtocolException("a stream that is joined is joined again.");
            default -> {} // of a later version
        }
    }

    private void opened(Frame plain) {
        switch (plain.getContentCase()) {
            case MESSAGE -> exchange.message(plain.getMessage());
            case MESSAGES -> plain.getMessages().getMessagesList().forEach(exchange::message);
            default -> group.durable(this, plain);
        }
    }

    /** It comes back with its journal. */
    private void stopsForNow() {
        stream.close();
        lost();
    }

    private void farewellAnswered() {
        if (phase != PartnerPhase.LEAVING) {
            throw new ProtocolException("the other side answers a farewell that was not said.");
        }
        finish();
    }

    private void closedThere(CloseReason why) {
        if (phase == PartnerPhase.LEAVING) {
            answerFarewell();
            finish();
            return;
        }
        reason = why;
        step(Signal.CLOSED_THERE);
        dispatcher.whenIdle(
                () -> Tasks.run(executor, this::handedOver)); // what came before is handed over before anybody is told
    }

    private void handedOver() {
        if (phase == PartnerPhase.FINISHING) {
            if (stream != null) {
                exchange.acknowledge();
                answerFarewell();
            }
            finish();
        }
    }

    private void answerFarewell() {
        SessionStream now = stream;
        if (now != null) {
            now.send(Frame.newBuilder().setClosed(Closed.getDefaultInstance()).build());
            now.finish();
            stream = null;
        }
    }

    @Override
    public void leftMeanwhile(SessionStream from, Leave leave) {
        if (leave.hasProof()) {
            group.roster(this, leave.getProof());
        }
        end(Reasons.heard(leave));
    }

    @Override
    public boolean unknownThere() {
        if (!begun && !group.met(this)) {
            return true; // it may not have been told yet that we are in
        }
        end(new CloseReason(CloseReason.Kind.UNREACHABLE, Text.label(member.displayName() + " started anew")));
        return false;
    }

    @Override
    public boolean lasts() {
        return group.lasts();
    }

    @Override
    public void signedOut() {
        group.signedOut();
    }

    @Override
    public void overdue() {
        group.overdue(this);
    }

    @Override
    public void ended(SessionStream from, Optional<Throwable> failure) {
        if (failure.filter(why -> why instanceof ProtocolException && !(why instanceof UnfittingException))
                .isPresent()) {
            broken++;
        }
        if (from == stream) {
            lost();
        } else if (rendezvous.isOpening(from)) {
            rendezvous.ended();
        }
    }

    private void lost() {
        stream = null;
        boolean began = agreed == null;
        agreed = null;
        forgetEarly();
        exchange.detach();
        member.present(false);
        PartnerPhase before = phase;
        step(Signal.LOSE);
        if (phase == PartnerPhase.LEAVING || phase == PartnerPhase.OVER) {
            finish();
        } else if (phase == PartnerPhase.FINISHING) {
            rendezvous.rest(); // the other one had no time to wait; what came is still handed over
        } else if (departing) {
            end(new CloseReason(CloseReason.Kind.OTHER_LEFT, ""));
        } else if (broken >= BROKEN_STREAMS) {
            end(new CloseReason(
                    CloseReason.Kind.UNREACHABLE, Text.label(member.displayName() + " breaks the protocol")));
        } else {
            rendezvous.seek();
            if (before == PartnerPhase.LIVE) {
                group.away(this, began);
            }
        }
    }

    /** The roster says that it has left: its own last words may still be on their way. */
    void departs() {
        departing = true;
        if (phase == PartnerPhase.JOINING || phase == PartnerPhase.REACHING) {
            end(new CloseReason(CloseReason.Kind.OTHER_LEFT, ""));
        }
    }

    /** Closes from here; idempotent. */
    void close(CloseReason why) {
        if (!phase.isOpen()) {
            return;
        }
        reason = why;
        step(Signal.CLOSE);
        if (phase == PartnerPhase.OVER) {
            finish();
            return;
        }
        var unused = executor.schedule(this::farewellTooLate, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        if (agreed == null) {
            exchange.whenWritten(() -> stream.send(Reasons.leave(why)));
        } else {
            stream.send(Reasons.leave(why)); // no message ever goes over it
        }
    }

    private void farewellTooLate() {
        if (phase == PartnerPhase.LEAVING) {
            exchange.whenWritten(() -> {});
            sayFarewell(reason);
            finish();
        }
    }

    /** Any thread: says at once that this endpoint stops for now, and comes back. */
    void sayAway() {
        SessionStream now = stream;
        if (now != null) {
            now.send(Frame.newBuilder().setAway(Away.getDefaultInstance()).build());
            now.end();
        }
    }

    /** Any thread: says it at once, for whoever has no time to wait; what was not written yet is lost. */
    void sayFarewell(CloseReason why) {
        SessionStream now = stream;
        if (now != null) {
            now.send(Reasons.leave(why));
            now.end();
        }
    }

    /** Ends without waiting for the other one; what was not written is not sent any more. Idempotent. */
    void end(CloseReason why) {
        if (phase.isOpen()) {
            reason = why;
        }
        finish();
    }

    private void finish() {
        if (phase == PartnerPhase.OVER && rendezvous.isOver()) {
            return;
        }
        step(Signal.FINISH);
        rendezvous.end();
        SessionStream last = stream;
        stream = null;
        if (last != null) {
            last.finish();
        }
        member.present(false);
        exchange.abandon(new SessionException(
                reason.kind() == CloseReason.Kind.REMOVED
                        ? member.displayName() + " was removed from the session."
                        : Reasons.sentence(reason, member.displayName())));
        group.over(this, reason);
    }

    private void step(Signal signal) {
        phase = phase.on(signal);
    }
}
