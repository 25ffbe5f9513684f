package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.session.internal.Phase.Signal;
import dev.parley.session.internal.proto.Closed;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.Leave;
import dev.parley.spi.link.Link;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The course of one session: who is in it, over which stream, and how it ends. Confined to its executor, where nothing else is said. */
final class SessionCore implements Rendezvous.Home {
    private static final int BROKEN_STREAMS = 3;
    private static final long FAREWELL_MILLIS = 1000;

    final ScheduledExecutorService executor;
    final ScheduledExecutorService application;
    final Stages stages;
    final Dispatcher dispatcher;
    final Requests requests;
    final Audience audience;
    final ByteStreams byteStreams;

    private final Environment environment;
    private final Exchange exchange;
    private Session session;
    private volatile Phase phase = Phase.ALONE;
    private volatile SessionMember other; // null: nobody is admitted
    private volatile SessionStream stream; // null: not joined
    private Rendezvous rendezvous;
    private volatile CloseReason reason;
    private boolean everJoined;
    private boolean finished;
    private boolean launched;
    private int broken;

    SessionCore(Environment environment, SessionId id) {
        this.environment = environment;
        executor = environment.execution().serial("session-" + id.shortForm());
        application = environment.execution().serial("application-" + id.shortForm());
        stages = new Stages(application);
        requests = new Requests(stages, executor);
        dispatcher = new Dispatcher(application, (some, idle) -> run(() -> taken(some, idle)), this::answer);
        exchange = new Exchange(environment, id, executor, dispatcher, requests);
        audience = new Audience(application);
        byteStreams = new ByteStreams(environment, id, this);
    }

    /** Once, before anything else: what observers and views are told it is. */
    void represent(Session facade) {
        session = facade;
    }

    /** Any thread. */
    Phase phase() {
        return phase;
    }

    /** Any thread; null: nobody is admitted. */
    SessionMember other() {
        return other;
    }

    /** Any thread: runs it in the session's order, or not at all when that is over. @return whether it is going to run */
    boolean run(Runnable task) {
        return Tasks.run(executor, task);
    }

    void admit(SessionMember member, boolean connects) {
        if (phase != Phase.ALONE) {
            return;
        }
        other = member;
        exchange.with(member);
        rendezvous = new Rendezvous(environment, executor, member, connects, this);
        step(Signal.ADMIT);
        rendezvous.seek();
    }

    void launched() {
        if (finished || launched) {
            return;
        }
        launched = true;
        dispatcher.launched();
        environment.observer().launched(session);
    }

    void offer(Outgoing message) {
        if (phase.isOpen() && other != null) {
            exchange.offer(message);
        } else {
            message.dropped(new SessionException(over()));
        }
    }

    /** Why nothing can be done in it any more, or not yet. Any thread. */
    String over() {
        if (phase == Phase.ALONE) {
            return "Nobody else has joined this session yet; wait until somebody has.";
        }
        CloseReason why = reason;
        return why == null ? "The session is closing." : Reasons.sentence(why, name());
    }

    private String name() {
        return other == null ? "nobody" : other.displayName();
    }

    void linked(Link link) {
        if (rendezvous != null) {
            rendezvous.linked(link);
        }
    }

    /** The other member opened a stream. */
    void incoming(SessionStream opened, Join join) {
        if (phase.isOpen() && rendezvous != null) {
            guarded(opened, () -> rendezvous.incoming(opened, join));
        } else {
            opened.close(); // it is closing; a later opening is told why
        }
    }

    @Override
    public Join.Builder join() {
        return exchange.join();
    }

    @Override
    public void joined(SessionStream agreed, Join theirs) {
        replace(agreed);
        exchange.attach(agreed, theirs);
        Phase before = phase;
        other.present(true);
        step(Signal.JOIN);
        if (before == Phase.JOINING) {
            everJoined = true;
            audience.tell(new MemberEvent.Joined(other));
        } else if (before == Phase.REACHING) {
            audience.tell(new MemberEvent.Back(other));
        }
    }

    private void replace(SessionStream agreed) {
        SessionStream before = stream;
        stream = agreed;
        exchange.detach();
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void frame(SessionStream from, Frame frame) {
        if (rendezvous.isOpening(from)) {
            rendezvous.answered(from, frame);
        } else if (from == stream && phase != Phase.FINISHING) {
            joinedFrame(frame);
        }
    }

    private void joinedFrame(Frame frame) {
        switch (frame.getContentCase()) {
            case MESSAGE -> exchange.message(frame.getMessage());
            case ACK -> exchange.acknowledged(frame.getAck());
            case LEAVE -> closedThere(Reasons.heard(frame.getLeave()));
            case CLOSED -> farewellAnswered();
            case JOIN, REFUSED -> throw new ProtocolException("a stream that is joined is joined again.");
            default -> {} // of a later version
        }
    }

    private void farewellAnswered() {
        if (phase != Phase.LEAVING) {
            throw new ProtocolException("the other side answers a farewell that was not said.");
        }
        finish();
    }

    private void closedThere(CloseReason why) {
        if (phase == Phase.LEAVING) {
            answerFarewell();
            finish();
            return;
        }
        reason = why;
        step(Signal.CLOSED_THERE);
        dispatcher.whenIdle(() -> run(this::handedOver)); // what came before is handed over before anybody is told
    }

    private void handedOver() {
        if (phase == Phase.FINISHING) {
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
        reason = Reasons.heard(leave);
        step(Signal.CLOSED_THERE);
        finish();
    }

    @Override
    public boolean unknownThere() {
        if (!everJoined) {
            return true; // it may not have been told yet that we are in
        }
        close(new CloseReason(CloseReason.Kind.UNREACHABLE, Text.label(name() + " started anew")));
        return false;
    }

    @Override
    public void signedOut() {
        close(new CloseReason(CloseReason.Kind.SIGNED_OUT, ""));
    }

    @Override
    public void givenUp() {
        close(new CloseReason(CloseReason.Kind.UNREACHABLE, ""));
    }

    @Override
    public void ended(SessionStream from, Optional<Throwable> failure) {
        if (failure.filter(ProtocolException.class::isInstance).isPresent()) {
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
        exchange.detach();
        other.present(false);
        Phase before = phase;
        step(Signal.LOSE);
        if (phase == Phase.LEAVING || phase == Phase.CLOSED) {
            finish();
        } else if (phase == Phase.FINISHING) {
            rendezvous.rest(); // the other one had no time to wait; what came is still handed over
        } else if (broken >= BROKEN_STREAMS) {
            close(new CloseReason(CloseReason.Kind.UNREACHABLE, Text.label(name() + " breaks the protocol")));
        } else {
            if (before == Phase.LIVE) {
                audience.tell(new MemberEvent.Away(other));
            }
            rendezvous.seek();
        }
    }

    private void guarded(SessionStream from, Runnable task) {
        try {
            task.run();
        } catch (ProtocolException e) {
            from.fail(e);
        }
    }

    /** Closes from here; idempotent. */
    void close(CloseReason why) {
        if (!phase.isOpen()) {
            return;
        }
        reason = why;
        step(Signal.CLOSE);
        if (phase == Phase.CLOSED) {
            finish();
            return;
        }
        var unused = executor.schedule(this::farewellTooLate, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        exchange.whenWritten(() -> stream.send(Reasons.leave(why)));
    }

    private void farewellTooLate() {
        if (phase == Phase.LEAVING) {
            exchange.whenWritten(() -> {});
            sayFarewell(reason);
            finish();
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

    /** Closes from here without waiting for the other one; idempotent. */
    void closeNow(CloseReason why) {
        if (phase.isOpen()) {
            reason = why;
        }
        if (phase != Phase.CLOSED) {
            finish();
        }
    }

    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        phase = phase.on(Signal.FINISH);
        if (rendezvous != null) {
            rendezvous.rest();
        }
        SessionStream last = stream;
        stream = null;
        if (last != null) {
            last.finish();
        }
        if (other != null) {
            other.present(false);
        }
        exchange.abandon(new SessionException(over()));
        byteStreams.close();
        environment.observer().closed(session, other, reason);
        audience.tellEnd(other, reason, this::release);
        executor.shutdown();
    }

    /** On the application's executor. A session is held long after its end, by its invitation for one; its listeners are not. */
    private void release() {
        dispatcher.close();
        requests.forget();
        audience.forget();
        environment.views().close(session);
        application.shutdown();
    }

    private void step(Signal signal) {
        SessionState from = phase.state();
        phase = phase.on(signal);
        SessionState to = phase.state();
        if (from != to && to != SessionState.CLOSED) {
            audience.tell(to);
            environment.observer().changed(session, to);
        }
    }

    private void taken(List<Dispatcher.Arrived> some, boolean idle) {
        exchange.taken(some, idle);
    }

    private void answer(Dispatcher.Arrived request) {
        requests.handle(request.message(), answer -> {
            Outgoing message = Outgoing.answer(request.message().id(), answer, other, stages);
            run(() -> offer(message));
        });
    }
}
