package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The path of one invitation, step by step, with each of its ends. */
class InvitationPathTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final World world = new World(1);
    private final FakePeer left = world.peer();
    private final FakePeer right = world.peer();

    @AfterEach
    void nobodyBrokeTheProtocolAndNothingIsHeld() {
        assertEquals(List.of(), world.violations);
        world.advance(DEADLINE.plusSeconds(61));
        assertEquals(0, left.links.holds());
        assertEquals(0, right.links.holds());
    }

    private OutgoingInvitation invite() {
        OutgoingInvitation invitation = left.invite(right);
        world.run();
        return invitation;
    }

    @Test
    void row41_acceptedLaunchesBothOnce() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        assertEquals(sent.id(), came.id());
        assertEquals("come", came.message());
        assertEquals("Chat", came.application().name());
        assertEquals(left.identity.peer(), came.from().peer());
        assertEquals(DEADLINE, came.remaining());
        assertTrue(World.waits(sent));
        assertEquals(0, left.launches.size() + right.launches.size());

        CompletionStage<Session> accepted = came.accept();
        world.run();

        InvitationOutcome.Accepted yes = assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(right.identity.peer(), yes.member().peer());
        assertEquals(1, left.launches.size());
        assertEquals(1, right.launches.size());
        assertEquals(LaunchReason.INVITER, left.launches.get(0).reason());
        assertEquals(LaunchReason.INVITED, right.launches.get(0).reason());
        assertEquals(left.identity.peer(), right.launches.get(0).inviter().peer());
        assertEquals(sent.session().id(), World.now(accepted).id());
        assertTrue(left.sessions.get(0).connects);
        assertFalse(right.sessions.get(0).connects);
        assertEquals(1, left.sessions.get(0).launched);
        assertEquals(1, right.sessions.get(0).launched);
        assertTrue(left.acquainted.contains(right.identity.peer()));
        assertTrue(right.acquainted.contains(left.identity.peer()));
        assertEquals(List.of(), left.invitations.outgoing());
        assertEquals(List.of(), right.invitations.incoming());
        assertEquals(IncomingState.ACCEPTED, came.state());
        assertEquals(5, world.messages, "offer, received, accept, confirm, launched");
        assertEquals(0, left.links.holds() + right.links.holds());
    }

    @Test
    void acceptingTwiceIsAcceptingOnce() {
        invite();
        IncomingInvitation came = right.only();
        came.accept();
        came.accept();
        world.run();
        came.accept();
        came.decline();
        world.run();
        assertEquals(1, right.launches.size());
        assertEquals(IncomingState.ACCEPTED, came.state());
    }

    @Test
    void row41_declined() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        CompletionStage<Void> no = came.decline();
        CompletionStage<Session> tooLate = came.accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(sent));
        World.now(no);
        assertThrows(InvitationException.class, () -> World.now(tooLate));
        assertEquals(IncomingState.DECLINED, came.state());
        assertEquals(CloseReason.Kind.NOT_JOINED, left.sessions.get(0).closedAs());
        assertEquals(0, right.launches.size() + left.launches.size() + right.sessions.size());
    }

    @Test
    void row42_expiresAtTheDeadlineAndNotBeforeOnBothSides() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        world.advance(DEADLINE.minusNanos(1));
        assertTrue(World.waits(sent));
        assertEquals(IncomingState.OPEN, came.state());
        world.advance(Duration.ofNanos(1));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        assertEquals(IncomingState.EXPIRED, came.state());
        assertEquals(Duration.ZERO, came.remaining());
        CompletionStage<Session> late = came.accept();
        world.run();
        assertThrows(InvitationException.class, () -> World.now(late));
    }

    @Test
    void acceptedInTheLastNanosecondCounts() {
        OutgoingInvitation sent = invite();
        world.advance(DEADLINE.minusNanos(1));
        right.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
    }

    @Test
    void anAcceptanceThatArrivesTooLateIsToldSo() {
        world.latencyNanos = Duration.ofSeconds(1).toNanos();
        OutgoingInvitation sent = left.invite(right);
        world.advance(DEADLINE.minusMillis(500));
        IncomingInvitation came = right.only();
        CompletionStage<Session> accepted = came.accept();
        world.advance(Duration.ofSeconds(3));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        assertEquals(IncomingState.EXPIRED, came.state());
        assertThrows(InvitationException.class, () -> World.now(accepted));
        assertEquals(List.of(), right.launches);
    }

    @Test
    void row43_cancelledBeforeItIsDeliveredNeverArrives() {
        OutgoingInvitation sent = left.invite(right);
        sent.cancel();
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        assertEquals(List.of(), right.events);
    }

    @Test
    void row43_cancelledWhileAskedIsWithdrawn() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        sent.cancel();
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        assertEquals(IncomingState.CANCELLED, came.state());
        CompletionStage<Session> late = came.accept();
        world.run();
        assertThrows(InvitationException.class, () -> World.now(late));
    }

    @Test
    void row43_cancelBeforeTheConfirmationWins() {
        world.latencyNanos = Duration.ofSeconds(1).toNanos();
        OutgoingInvitation sent = left.invite(right);
        world.advance(Duration.ofSeconds(5));
        IncomingInvitation came = right.only();
        CompletionStage<Session> accepted = came.accept();
        world.advance(Duration.ofMillis(500));
        sent.cancel();
        world.advance(Duration.ofSeconds(5));
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        assertEquals(IncomingState.CANCELLED, came.state());
        assertThrows(InvitationException.class, () -> World.now(accepted));
        assertEquals(0, left.launches.size() + right.launches.size());
    }

    @Test
    void row43_cancelAfterTheConfirmationIsALeave() {
        OutgoingInvitation sent = invite();
        right.only().accept();
        world.run();
        sent.cancel();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(CloseReason.Kind.LEFT, left.sessions.get(0).closedAs());
        assertEquals(1, right.launches.size());
    }

    @Test
    void leavingTheSessionBeforeAnAnswerTakesTheInvitationBack() {
        OutgoingInvitation sent = invite();
        sent.session().leave();
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        assertEquals(List.of(), right.invitations.incoming());
    }

    @Test
    void row38_notInstalledIsAnsweredAtOnceAndAsksNobody() {
        right.installed = false;
        OutgoingInvitation sent = invite();
        assertEquals(new InvitationOutcome.NotInstalled("Chat", "1.0", Optional.empty()), World.outcome(sent));
        assertEquals(List.of(), right.events);
    }

    @Test
    void aLaunchThatFailsOnTheInvitedSideIsToldToBoth() {
        right.launchFails = Optional.of("Chat could not be launched: no paper.");
        OutgoingInvitation sent = invite();
        CompletionStage<Session> accepted = right.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        InvitationException failure = assertThrows(InvitationException.class, () -> World.now(accepted));
        assertEquals("Chat could not be launched: no paper. The inviter is told.", failure.getMessage());
        assertEquals(
                new CloseReason(CloseReason.Kind.APPLICATION_FAILED, "Chat could not be launched: no paper."),
                right.sessions.get(0).closed.orElseThrow());
        assertEquals(
                new CloseReason(CloseReason.Kind.OTHER_APPLICATION_FAILED, "Chat could not be launched: no paper."),
                left.sessions.get(0).closed.orElseThrow());
    }

    @Test
    void aLaunchThatFailsOnTheInvitersSideIsToldToBoth() {
        left.launchFails = Optional.of("no ink");
        invite();
        right.only().accept();
        world.run();
        assertEquals(
                new CloseReason(CloseReason.Kind.APPLICATION_FAILED, "no ink"),
                left.sessions.get(0).closed.orElseThrow());
        assertEquals(
                new CloseReason(CloseReason.Kind.OTHER_APPLICATION_FAILED, "no ink"),
                right.sessions.get(0).closed.orElseThrow());
    }

    @Test
    void anApplicationThatGoesClosesItsSession() {
        invite();
        right.only().accept();
        world.run();
        right.gone.get(0).run();
        assertEquals(CloseReason.Kind.APPLICATION_FAILED, right.sessions.get(0).closedAs());
    }

    @Test
    void row61_unreachableIsToldAtOnce() {
        world.cut(left, right);
        OutgoingInvitation sent = invite();
        assertThrows(PeerUnreachableException.class, () -> World.outcome(sent));
        InvitationEvent.Ended ended = assertInstanceOf(InvitationEvent.Ended.class, left.events.get(1));
        assertInstanceOf(PeerUnreachableException.class, ended.failure().orElseThrow());
        assertEquals(CloseReason.Kind.NOT_JOINED, left.sessions.get(0).closedAs());
    }

    @Test
    void oneselfCannotBeInvited() {
        OutgoingInvitation sent = left.invite(left);
        world.run();
        assertThrows(InvitationException.class, () -> World.outcome(sent));
    }

    @Test
    void row61_withoutSignInNothingIsSent() {
        left.scope = PeerScope.NONE;
        assertThrows(NotSignedInException.class, this::invite);
    }

    @Test
    void row61_signingOutEndsWhatWaits() {
        OutgoingInvitation sent = invite();
        left.collaborationListeners.get(0).accept(new CollaborationEvent.SignedOut());
        world.run();
        assertThrows(NotSignedInException.class, () -> World.outcome(sent));
    }

    @Test
    void row61_anApplicationThatIsNotHereIsNamed() {
        left.installed = false;
        ApplicationException failure = assertThrows(ApplicationException.class, this::invite);
        assertTrue(failure.getMessage().contains(FakePeer.CHAT.toString()), failure.getMessage());
    }

    @Test
    void row37_somebodyNearMeIsInvitedWhoeverItProvesToBe() {
        left.invitations.bindNearMe(new NearMe(right, right));
        OutgoingInvitation sent = left.invite(new InvitationTarget.NearMe(right.instance), DEADLINE);
        world.run();
        right.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
    }

    @Test
    void somebodyNearMeIsFoundByALink() {
        world.link(right, left);
        left.invite(new InvitationTarget.NearMe(right.instance), DEADLINE);
        world.run();
        assertEquals(1, right.invitations.incoming().size());
    }

    @Test
    void nobodyNearMeIsUnreachable() {
        OutgoingInvitation sent = left.invite(new InvitationTarget.NearMe(right.instance), DEADLINE);
        world.run();
        assertThrows(PeerUnreachableException.class, () -> World.outcome(sent));
    }

    @Test
    void anotherStartAtTheAddressIsNotInvited() {
        FakePeer third = world.peer();
        left.invitations.bindNearMe(new NearMe(right, third));
        OutgoingInvitation sent = left.invite(new InvitationTarget.NearMe(right.instance), DEADLINE);
        world.run();
        assertThrows(PeerUnreachableException.class, () -> World.outcome(sent));
        assertEquals(List.of(), third.events);
        assertFalse(left.acquainted.contains(third.identity.peer()));
    }

    @Test
    void row61_anotherKeyIsAnIdentityMismatch() {
        FakePeer third = world.peer();
        OutgoingInvitation sent = left.invite(
                new InvitationTarget.AtEndPoint(third.identity.peer(), right.identity.endpoint()), DEADLINE);
        world.run();
        assertThrows(IdentityMismatchException.class, () -> World.outcome(sent));
        assertEquals(List.of(), right.events);
    }

    @Test
    void stoppingEndsEverythingAndTellsTheOther() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        left.invitations.stop();
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        assertEquals(IncomingState.CANCELLED, came.state());
        assertInstanceOf(InvitationEvent.Ended.class, left.events.get(1));
        assertEquals(List.of(), left.collaborationListeners);
    }

    @Test
    void stoppingTheInvitedSideFailsWhatIsAsked() {
        invite();
        CompletionStage<Session> accepted = right.only().accept();
        right.invitations.stop();
        world.run();
        assertTrue(World.isDone(accepted));
    }

    @Test
    void eventsComeInOrderAndTheOpenOnesAreReplayed() {
        OutgoingInvitation sent = invite();
        List<InvitationEvent> late = new ArrayList<>();
        right.invitations.onChange(late::add);
        left.invitations.onChange(late::add);
        world.run();
        IncomingInvitation came = right.only();
        assertEquals(List.of(new InvitationEvent.Received(came), new InvitationEvent.Sent(sent)), late);
        came.decline();
        world.run();
        assertEquals(
                List.of(new InvitationEvent.Received(came), new InvitationEvent.Changed(came, IncomingState.DECLINED)),
                right.events);
        late.clear();
        right.invitations.onChange(late::add);
        left.invitations.onChange(late::add);
        world.run();
        assertEquals(List.of(), late);
    }
}
