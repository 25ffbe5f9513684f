package dev.parley.invitation.internal;

import static dev.parley.api.session.CloseReason.Kind.OTHER_APPLICATION_FAILED;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.invitation.internal.proto.Step;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.session.SessionControl;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An invitation that arrived: carries out what {@link IncomingStage} decides. Its state changes on the serial executor. */
final class Incoming implements IncomingInvitation, Connector.Client {
    private final Surroundings around;
    private final InvitationId id;
    private final RemoteIdentity inviter;
    private final Member from;
    private final Offered offer;
    private final PeerApplication application;
    private final Consumer<Incoming> onChanged;
    private final Connector connector;
    private final Deadline deadline;
    private final CompletableFuture<Session> accepted = new CompletableFuture<>();
    private final CompletableFuture<Void> declined = new CompletableFuture<>();
    private volatile IncomingStage stage = IncomingStage.OPEN;
    private DialTarget target;
    private volatile boolean unseen;
    private SessionControl control;
    private String detail = ""; // of the last step
    private Step result; // how the launch went; null until that is known

    Incoming(
            Surroundings around,
            InvitationId id,
            Link link,
            Offered offer,
            PeerApplication application,
            Consumer<Incoming> onChanged) {
        this.around = around;
        this.id = id;
        this.inviter = link.remote();
        this.from = new Inviter(around, inviter);
        this.offer = offer;
        this.application = application;
        this.onChanged = onChanged;
        this.target = new DialTarget(Optional.of(inviter.peer()), Optional.of(inviter.endpoint()), link.listensOn());
        this.connector = new Connector(around, this);
        this.deadline = new Deadline(
                around,
                offer.remaining(),
                () -> on(IncomingEvent.DEADLINE, null),
                () -> on(IncomingEvent.GIVE_UP, null));
    }

    /** Begins. On the serial executor. */
    void start(Line line) {
        deadline.arm();
        attach(line);
    }

    @Override
    public InvitationId id() {
        return id;
    }

    @Override
    public Member from() {
        return from;
    }

    @Override
    public boolean contact() {
        return around.standing(inviter.peer()).contact();
    }

    @Override
    public PeerApplication application() {
        return application;
    }

    @Override
    public String message() {
        return offer.message();
    }

    @Override
    public ByteBuffer data() {
        return offer.data().duplicate();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline.left()));
    }

    @Override
    public IncomingState state() {
        return unseen ? IncomingState.EXPIRED : stage.state();
    }

    @Override
    public CompletionStage<Session> accept() {
        around.run(() -> {
            if (!unseen) {
                on(IncomingEvent.YES, null);
            }
        });
        return accepted.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> decline() {
        around.run(() -> {
            if (!unseen) {
                sayNo();
            }
        });
        return declined.minimalCompletionStage();
    }

    /** What decline does, whoever asked for it. */
    void sayNo() {
        on(IncomingEvent.NO, null);
    }

    /** Whether something can still happen that matters. */
    boolean open() {
        return stage.open();
    }

    /** Whether it may be forgotten. */
    boolean over() {
        return !stage.open() && (stage != IncomingStage.ACCEPTED || result != null);
    }

    /** Whether it waits for the person's answer. */
    boolean waits() {
        return stage == IncomingStage.OPEN && !unseen;
    }

    /**
     * The session, where this endpoint is in it already, with the inviter: who invited did not hear how an earlier invitation ended, or
     * somebody started anew meanwhile. A yes changes nothing then, so nobody need be asked.
     */
    Optional<Session> shared() {
        return around.sessions()
                .control(offer.session())
                .map(SessionControl::session)
                .filter(session -> session.application().id().equals(application.id()))
                .filter(session -> session.members().stream()
                        .anyMatch(member -> member.peer().equals(inviter.peer())
                                && member.endpoint().equals(inviter.endpoint())));
    }

    /**
     * The person wants to have nothing to do with the inviter: here it has expired, whereas the inviter goes on to see what comes of somebody
     * who does not answer.
     */
    void hide() {
        unseen = true;
        declined.complete(null);
        tooLate("has expired");
    }

    /** Whether the person is told nothing of it. */
    boolean isUnseen() {
        return unseen;
    }

    /** Parley stops here. */
    void stop() {
        on(IncomingEvent.GIVE_UP, null);
        connector.release();
        deadline.disarm();
    }

    Connector connector() {
        return connector;
    }

    /** The other side opened a stream for it. */
    void attach(Line line) {
        line.bind(this);
        target = new DialTarget(target.peer(), target.endpoint(), line.link().listensOn());
        connector.attach(line);
    }

    @Override
    public boolean isAbout(Heard step) {
        return step.id().equals(id);
    }

    @Override
    public boolean isWith(RemoteIdentity remote) {
        return remote.equals(inviter);
    }

    @Override
    public boolean speaks() {
        return stage.speaks();
    }

    @Override
    public DialTarget target() {
        return target;
    }

    @Override
    public boolean linked(Link link) {
        return isWith(link.remote());
    }

    @Override
    public void connected() {
        on(IncomingEvent.CONNECTED, null);
    }

    @Override
    public void unreachable(Throwable why) {
        // the connector goes on until the deadline and 60 s
    }

    @Override
    public void heard(Line line, Heard step) {
        connector.heard();
        if (stage.open()) {
            step.offer().ifPresent(repeated -> deadline.shorten(repeated.remaining()));
        }
        detail = step.text();
        on(event(step.kind()), line);
    }

    @Override
    public void lost(Line line, Optional<Throwable> why) {
        connector.lost(line);
    }

    private static IncomingEvent event(StepKind kind) {
        return switch (kind) {
            case OFFER -> IncomingEvent.OFFER;
            case CONFIRM -> IncomingEvent.CONFIRM;
            case CANCEL -> IncomingEvent.CANCEL;
            case EXPIRED -> IncomingEvent.TOO_LATE;
            case FAILED -> IncomingEvent.LAUNCH_FAILED;
            case NOTED -> IncomingEvent.NOTED;
            case UNKNOWN -> IncomingEvent.UNKNOWN;
            default -> throw new ProtocolException("an inviter does not send " + kind + ".");
        };
    }

    /** @param via the line that a step came on, where its answer goes; null when it was no step */
    private void on(IncomingEvent event, Line via) {
        if (event != IncomingEvent.DEADLINE && stage == IncomingStage.OPEN && deadline.over()) {
            on(IncomingEvent.DEADLINE, null); // the alarm is due, and only waits for its turn
        }
        if (event != IncomingEvent.GIVE_UP && stage == IncomingStage.ACCEPTING && deadline.graceOver()) {
            on(IncomingEvent.GIVE_UP, null); // also when this machine slept over it
        }
        IncomingStage before = stage;
        IncomingStage.Move move = before.on(event);
        stage = move.next();
        Line answer = via == null ? connector.line() : via;
        move.actions().forEach(action -> perform(action, answer, event));
        if (stage.state() != before.state()) {
            onChanged.accept(this);
        }
        complete();
        if (over()) {
            deadline.disarm();
            connector.release();
            if (via != null) {
                via.end();
            }
        } else if (event != IncomingEvent.CONNECTED) {
            connector.seek();
        }
    }

    private void perform(IncomingAction action, Line line, IncomingEvent event) {
        switch (action) {
            case SEND_RECEIVED -> send(line, StepKind.RECEIVED);
            case SEND_ACCEPT -> {
                around.acquaintances().accept(inviter.peer());
                send(line, StepKind.ACCEPT);
            }
            case SEND_DECLINE -> send(line, StepKind.DECLINE);
            case SEND_NOTED -> send(line, StepKind.NOTED);
            case SEND_UNKNOWN -> send(line, StepKind.UNKNOWN);
            case SEND_RESULT -> {
                if (result != null) {
                    line.send(result);
                }
            }
            case REFUSE_STEP ->
                throw new ProtocolException("the inviter cannot say " + event + " to an invitation that is " + stage);
            case LAUNCH -> launch();
            case CLOSE_OTHER_FAILED -> {
                if (control != null) {
                    control.close(Joining.reason(OTHER_APPLICATION_FAILED, detail));
                }
            }
        }
    }

    private void send(Line line, StepKind kind) {
        if (line != null) {
            line.send(Steps.of(id, kind));
        }
    }

    private void launch() {
        deadline.disarm();
        Optional<Session> shared = shared();
        if (shared.isPresent()) {
            accepted.complete(shared.get());
            launched(null);
            return;
        }
        try {
            control = around.sessions().join(offer.session(), application);
        } catch (RuntimeException taken) {
            launchFailed(taken);
            launched(taken);
            return;
        }
        boolean verified = from.verified();
        Member member = control.member(inviter, around.displayName(inviter), verified);
        control.admit(member, false);
        LaunchInfo info =
                new LaunchInfo(LaunchReason.INVITED, member, verified, offer.message(), offer.data(), Optional.empty());
        Joining.launch(around.launcher(), control, application.id(), info).whenComplete((session, why) -> {
            if (why == null) {
                accepted.complete(session);
            } else {
                launchFailed(why);
            }
            around.run(() -> launched(why));
        });
    }

    private void launchFailed(Throwable why) {
        Throwable cause = Failures.cause(why);
        String what = cause instanceof ApplicationException // a sentence of its own, which names the application
                ? Failures.detail(cause).replaceFirst("\\.$", "")
                : application.name() + " could not be launched: " + Failures.detail(cause);
        accepted.completeExceptionally(new InvitationException(what + ". The inviter is told.", cause));
    }

    private void launched(Throwable why) {
        result = why == null
                ? Steps.of(id, StepKind.LAUNCHED)
                : Steps.because(id, StepKind.FAILED, Failures.detail(why));
        if (connector.line() != null) {
            connector.line().send(result);
        }
        connector.release();
    }

    /** Completes what is waited for, as far as it is decided. */
    private void complete() {
        if (!stage.open()) {
            declined.complete(null);
        }
        switch (stage) {
            case DECLINING, DECLINED -> tooLate("was declined here");
            case EXPIRED -> tooLate("has expired");
            case UNCONFIRMED -> tooLate("was not confirmed in time: its sender could not be reached");
            case CANCELLED -> tooLate("was taken back by its sender");
            case OPEN, ACCEPTING, ACCEPTED -> {}
        }
    }

    private void tooLate(String what) {
        accepted.completeExceptionally(new InvitationException("The invitation to " + application.name() + " " + what
                + "; nothing was launched. Invite them yourself."));
    }
}
