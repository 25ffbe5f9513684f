package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Member;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An invitation on its way to one endpoint: carries out what {@link OutgoingState} decides. What the legs of an invitation share, and
 * what they mean together, is {@link Outgoing}'s and {@link Party}'s. On the serial executor only.
 */
final class Leg implements Connector.Client {
    /** For somebody who may be away for days, and whose link tells at once when they are back. */
    private static final long LONGEST_PAUSE_WHILE_AWAY = TimeUnit.MINUTES.toNanos(1);

    private final Surroundings around;
    private final Outgoing invitation;
    private final Party party;
    private final Connector connector;
    private volatile OutgoingState state = OutgoingState.OFFERING;
    private Whom whom;
    private boolean linked;
    private boolean offered;
    private boolean away;
    private Member member; // of the session, once accepted
    private String refusal = "";
    private ParleyException failure;

    Leg(Surroundings around, Outgoing invitation, Party party, Whom whom) {
        this.around = around;
        this.invitation = invitation;
        this.party = party;
        this.whom = whom;
        this.connector = new Connector(around, this);
    }

    void start() {
        connector.seek();
    }

    /** A link came up somewhere. */
    void linkOpened(Link link) {
        connector.linkOpened(link);
    }

    /** Whether no answer came yet. */
    boolean waits() {
        return state == OutgoingState.OFFERING;
    }

    /** Whether its endpoint could not be reached lately. */
    boolean isAway() {
        return away;
    }

    /** Whether nothing more has to be said. Any thread. */
    boolean over() {
        return !state.open();
    }

    /** Takes it back; after the confirmation it is a leave. */
    void cancel() {
        on(OutgoingEvent.CANCEL, null);
    }

    void deadline() {
        on(OutgoingEvent.DEADLINE, null);
    }

    void giveUp() {
        on(OutgoingEvent.GIVE_UP, null);
    }

    void fail(ParleyException why) {
        if (waits()) {
            failure = why;
            on(OutgoingEvent.UNDELIVERABLE, null);
        }
    }

    /** Parley stops here: nothing more is said. */
    void release() {
        connector.release();
    }

    /** The other side opened a stream for it. */
    void attach(Line line) {
        line.bind(this);
        connector.attach(line);
    }

    /** The application here could not be launched: the other side is to know. */
    void launchFailed(String why) {
        if (connector.line() != null) {
            connector.line().send(Steps.because(invitation.id(), StepKind.FAILED, why));
        }
    }

    @Override
    public boolean isAbout(Heard step) {
        return step.id().equals(invitation.id());
    }

    @Override
    public boolean isWith(RemoteIdentity remote) {
        return whom.identity().filter(remote::equals).isPresent();
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
    public long longestPause() {
        return party.isPatient() ? LONGEST_PAUSE_WHILE_AWAY : LONGEST_PAUSE;
    }

    @Override
    public boolean linked(Link link) {
        try {
            whom = whom.at(link, invitation.self());
            invitation.requireOnce(this, link.remote());
        } catch (ParleyException another) {
            fail(another);
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
        away = false;
        on(OutgoingEvent.CONNECTED, null);
    }

    @Override
    public void unreachable(Throwable why) {
        boolean another = why instanceof IdentityMismatchException;
        if (party.isPatient() && !another) {
            away = true;
            party.consider();
        } else if (!linked || another) {
            fail(Failures.typed(why));
        }
    }

    @Override
    public void heard(Line line, Heard step) {
        connector.heard();
        away = false;
        refusal = step.text();
        party.reached();
        if (step.kind() == StepKind.ACCEPT && waits() && invitation.closed().isPresent()) {
            invitation.catchUp();
            party.settle(Ending.of(
                    new InvitationOutcome.Withdrawn(invitation.closed().get())));
        }
        on(event(step.kind()), line);
    }

    @Override
    public void lost(Line line, Optional<Throwable> why) {
        if (why.isPresent() && why.get() instanceof ProtocolException broken) {
            fail(broken);
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

    /** @param via the line that a step came on, where its answer goes; null when it was no step */
    private void on(OutgoingEvent event, Line via) {
        if (event != OutgoingEvent.DEADLINE && waits()) {
            invitation.catchUp(); // the alarm is due, and only waits for its turn; or the session was left
        }
        OutgoingState before = state;
        OutgoingState.Move move = before.on(event);
        state = move.next();
        Line answer = via == null ? connector.line() : via;
        move.actions().forEach(action -> perform(action, answer, event));
        if (before == OutgoingState.OFFERING && state != before) {
            party.ended(ending());
        }
        if (state == OutgoingState.CANCELLING && !offered) {
            state = OutgoingState.CANCELLED; // nobody needs to be told of what was never sent
        }
        if (over()) {
            connector.release();
            if (via != null) {
                via.end();
            }
            invitation.tidy();
        }
    }

    private void perform(OutgoingAction action, Line line, OutgoingEvent event) {
        switch (action) {
            case SEND_OFFER -> {
                offered = true;
                line.send(invitation.offer());
            }
            case SEND_CONFIRM -> {
                send(line, StepKind.CONFIRM);
                invitation.launchFailure().ifPresent(this::launchFailed);
            }
            case SEND_CANCEL -> send(line, StepKind.CANCEL);
            case SEND_EXPIRED -> send(line, StepKind.EXPIRED);
            case SEND_NOTED -> send(line, StepKind.NOTED);
            case REFUSE_STEP ->
                throw new ProtocolException(
                        "the invited side cannot say " + event + " to an invitation that is " + state);
            case LAUNCH -> member = invitation.launch(this, line.remote());
            case LEAVE -> invitation.leave();
            case CLOSE_OTHER_FAILED -> invitation.otherFailed(member, refusal);
            case CLOSE_OTHER_LEFT -> invitation.otherLeft(member);
            case CLOSE_LOST -> invitation.lost(member);
        }
    }

    private void send(Line line, StepKind kind) {
        if (line != null) {
            line.send(Steps.of(invitation.id(), kind));
        }
    }

    private Ending ending() {
        return switch (state) {
            case CONFIRMING -> Ending.of(new InvitationOutcome.Accepted(member));
            case DECLINED -> Ending.of(new InvitationOutcome.Declined());
            case EXPIRED -> Ending.of(new InvitationOutcome.Expired());
            case CANCELLING -> Ending.of(new InvitationOutcome.Cancelled());
            case NOT_INSTALLED -> Ending.of(invitation.notInstalled(refusal));
            case REFUSED -> Ending.of(new InvitationOutcome.Refused(refusal));
            default -> Ending.failed(failure);
        };
    }
}
