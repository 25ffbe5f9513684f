package dev.parley.invitation.internal;

import static dev.parley.api.session.CloseReason.Kind.NOT_JOINED;
import static dev.parley.api.session.CloseReason.Kind.OTHER_APPLICATION_FAILED;
import static dev.parley.api.session.CloseReason.Kind.OTHER_LEFT;
import static dev.parley.api.session.CloseReason.Kind.UNREACHABLE;

import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.session.SessionControl;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An invitation sent from here: carries out what {@link OutgoingState} decides. Its state changes on the serial executor. */
final class Outgoing implements OutgoingInvitation, Connector.Client {
    private final Surroundings around;
    private final InvitationId id;
    private final InvitationRequest request;
    private final InvitationTarget target;
    private final PeerApplication application;
    private final SessionControl control;
    private final RemoteIdentity self;
    private final Consumer<Outgoing> onEnded;
    private final Connector connector;
    private final Deadline deadline;
    private final CompletableFuture<InvitationOutcome> outcome = new CompletableFuture<>();
    private volatile OutgoingState state = OutgoingState.OFFERING;
    private Whom whom;
    private boolean linked;
    private boolean offered;
    private Member member;
    private String refusal = "";
    private ParleyException failure;
    private Optional<String> launchFailure = Optional.empty();

    Outgoing(
            Surroundings around,
            InvitationId id,
            InvitationRequest request,
            PeerApplication application,
            SessionControl control,
            RemoteIdentity self,
            Consumer<Outgoing> onEnded) {
        this.around = around;
        this.id = id;
        this.request = request;
        this.target = request.to().get(0);
        this.application = application;
        this.control = control;
        this.self = self;
        this.onEnded = onEnded;
        this.connector = new Connector(around, this);
        this.deadline = new Deadline(
                around,
                request.deadline(),
                () -> on(OutgoingEvent.DEADLINE, null),
                () -> on(OutgoingEvent.GIVE_UP, null));
    }

    /** Begins. On the serial executor. */
    void start() {
        if (!state.open()) {
            return;
        }
        deadline.arm();
        control.session().onState(change -> {
            if (change.to() == SessionState.CLOSED) {
                around.run(this::sessionClosed);
            }
        });
        try {
            whom = Whom.find(target, around.links().all(), around.people().get());
            whom.requireOther(self);
        } catch (ParleyException nobody) {
            undeliverable(nobody);
            return;
        }
        connector.seek();
    }

    @Override
    public InvitationId id() {
        return id;
    }

    @Override
    public InvitationRequest request() {
        return request;
    }

    @Override
    public Session session() {
        return control.session();
    }

    @Override
    public Map<InvitationTarget, CompletionStage<InvitationOutcome>> outcomes() {
        return Map.of(target, outcome.minimalCompletionStage());
    }

    @Override
    public void cancel() {
        around.run(() -> on(OutgoingEvent.CANCEL, null));
    }

    /** Whether it waits for an answer. */
    boolean waits() {
        return state == OutgoingState.OFFERING;
    }

    /** Whether it may be forgotten. */
    boolean over() {
        return !state.open();
    }

    /** For the event. */
    CompletableFuture<InvitationOutcome> outcome() {
        return outcome;
    }

    /** Nobody is signed in any more, or the like: an offer ends with this failure. */
    void fail(ParleyException why) {
        if (state == OutgoingState.OFFERING) {
            undeliverable(why);
        }
    }

    /** Parley stops here. */
    void stop() {
        on(state == OutgoingState.OFFERING ? OutgoingEvent.CANCEL : OutgoingEvent.GIVE_UP, null);
        connector.release();
        deadline.disarm();
    }

    /** The other side opened a stream for it. */
    void attach(Line line) {
        line.bind(this);
        connector.attach(line);
    }

    Connector connector() {
        return connector;
    }

    @Override
    public boolean isAbout(Heard step) {
        return step.id().equals(id);
    }

    @Override
    public boolean isWith(RemoteIdentity remote) {
        return whom != null && whom.identity().filter(remote::equals).isPresent();
    }

    @Override
    public boolean speaks() {
        return state.open();
    }

    @Override
    public DialTarget target() {
        return whom.dial();
    }

    @Override
    public boolean linked(Link link) {
        try {
            whom = whom.at(link, self);
        } catch (ParleyException another) {
            undeliverable(another);
            return false;
        }
        if (!linked) {
            linked = true;
            around.acquaintances().accept(link.remote().peer()); // to invite is a person's yes
        }
        return true;
    }

    @Override
    public void connected() {
        on(OutgoingEvent.CONNECTED, null);
    }

    @Override
    public void unreachable(Throwable why) {
        if (!linked) {
            undeliverable(Failures.typed(why));
        }
    }

    @Override
    public void heard(Line line, Heard step) {
        connector.heard();
        refusal = step.text();
        on(event(step.kind()), line);
    }

    @Override
    public void lost(Line line, Optional<Throwable> why) {
        if (why.isPresent() && why.get() instanceof ProtocolException broken && state == OutgoingState.OFFERING) {
            undeliverable(broken);
        }
        connector.lost(line);
    }

    private static OutgoingEvent event(StepKind kind) {
        return switch (kind) {
            case RECEIVED -> OutgoingEvent.RECEIVED;
            case ACCEPT -> OutgoingEvent.ACCEPT;
            case DECLINE -> OutgoingEvent.DECLINE;
            case NOT_INSTALLED -> OutgoingEvent.NOT_INSTALLED;
            case REFUSED -> OutgoingEvent.REFUSED;
            case LAUNCHED -> OutgoingEvent.LAUNCHED;
            case FAILED -> OutgoingEvent.LAUNCH_FAILED;
            case NOTED -> OutgoingEvent.NOTED;
            case UNKNOWN -> OutgoingEvent.UNKNOWN;
            default -> throw new ProtocolException("an invited side does not send " + kind + ".");
        };
    }

    private boolean closed() {
        return control.session().state() == SessionState.CLOSED;
    }

    private void sessionClosed() {
        if (state == OutgoingState.OFFERING) {
            on(OutgoingEvent.CANCEL, null);
        }
    }

    private void undeliverable(ParleyException why) {
        failure = why;
        on(OutgoingEvent.UNDELIVERABLE, null);
    }

    /** @param via the line that a step came on, where its answer goes; null when it was no step */
    private void on(OutgoingEvent event, Line via) {
        if (event != OutgoingEvent.DEADLINE && state == OutgoingState.OFFERING && deadline.over()) {
            on(OutgoingEvent.DEADLINE, null); // the alarm is due, and only waits for its turn
        }
        if (event == OutgoingEvent.ACCEPT && state == OutgoingState.OFFERING && closed()) {
            on(OutgoingEvent.CANCEL, null); // the session was left before the yes came
        }
        OutgoingState before = state;
        OutgoingState.Move move = before.on(event);
        state = move.next();
        Line answer = via == null ? connector.line() : via;
        move.actions().forEach(action -> perform(action, answer, event));
        if (before == OutgoingState.OFFERING && state != before) {
            settle();
        }
        if (state == OutgoingState.CANCELLING && !offered) {
            state = OutgoingState.CANCELLED; // nobody needs to be told of what was never sent
        }
        if (over()) {
            deadline.disarm();
            connector.release();
            if (via != null) {
                via.end();
            }
        }
    }

    private void perform(OutgoingAction action, Line line, OutgoingEvent event) {
        switch (action) {
            case SEND_OFFER -> {
                offered = true;
                line.send(Steps.offer(id, control.session().id(), request, deadline.left()));
            }
            case SEND_CONFIRM -> {
                send(line, StepKind.CONFIRM);
                launchFailure.ifPresent(why -> line.send(Steps.because(id, StepKind.FAILED, why)));
            }
            case SEND_CANCEL -> send(line, StepKind.CANCEL);
            case SEND_EXPIRED -> send(line, StepKind.EXPIRED);
            case SEND_NOTED -> send(line, StepKind.NOTED);
            case REFUSE_STEP ->
                throw new ProtocolException(
                        "the invited side cannot say " + event + " to an invitation that is " + state);
            case LAUNCH -> launch(line.remote());
            case LEAVE -> control.session().leave();
            case CLOSE_UNJOINED -> control.close(Joining.reason(NOT_JOINED, "the invitation was not accepted"));
            case CLOSE_OTHER_FAILED -> control.close(Joining.reason(OTHER_APPLICATION_FAILED, refusal));
            case CLOSE_OTHER_LEFT -> control.close(Joining.reason(OTHER_LEFT, "the other one was started anew"));
            case CLOSE_LOST -> {
                if (control.session().state() == SessionState.ALONE) {
                    control.close(new CloseReason(UNREACHABLE, "the other one did not join"));
                }
            }
        }
    }

    private void send(Line line, StepKind kind) {
        if (line != null) {
            line.send(Steps.of(id, kind));
        }
    }

    private void launch(RemoteIdentity remote) {
        around.acquaintances().accept(remote.peer());
        member = control.member(remote, around.displayName(remote), false);
        control.admit(member, true);
        LaunchInfo info = new LaunchInfo(
                LaunchReason.INVITER,
                control.session().self(),
                true,
                request.message(),
                request.data(),
                Optional.empty());
        Joining.launch(around.launcher(), control, application.id(), info).whenComplete((session, why) -> {
            if (why != null) {
                around.run(() -> launchFailed(Failures.detail(why)));
            }
        });
    }

    private void launchFailed(String why) {
        launchFailure = Optional.of(why);
        if (connector.line() != null) {
            connector.line().send(Steps.because(id, StepKind.FAILED, why));
        }
    }

    private void settle() {
        switch (state) {
            case CONFIRMING -> outcome.complete(new InvitationOutcome.Accepted(member));
            case DECLINED -> outcome.complete(new InvitationOutcome.Declined());
            case EXPIRED -> outcome.complete(new InvitationOutcome.Expired());
            case CANCELLING -> outcome.complete(new InvitationOutcome.Cancelled());
            case NOT_INSTALLED ->
                outcome.complete(new InvitationOutcome.NotInstalled(
                        application.name(),
                        application.version(),
                        refusal.isEmpty() ? Optional.empty() : Optional.of(refusal)));
            case REFUSED -> outcome.complete(new InvitationOutcome.Refused(refusal));
            default -> outcome.completeExceptionally(failure);
        }
        onEnded.accept(this);
    }
}
