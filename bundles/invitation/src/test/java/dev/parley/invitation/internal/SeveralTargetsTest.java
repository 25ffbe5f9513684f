package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.SessionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One invitation to several people at once. */
class SeveralTargetsTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final World world = new World(12);
    private final FakePeer ada = world.peer();
    private final FakePeer ben = world.peer();
    private final FakePeer eve = world.peer();

    @AfterEach
    void nobodyBrokeTheProtocolAndNothingIsHeld() {
        assertEquals(List.of(), world.violations);
        world.advance(DEADLINE.plusSeconds(61));
        world.peers.forEach(peer -> assertEquals(0, peer.links.holds()));
        assertEquals(List.of(), ada.invitations.outgoing());
    }

    private OutgoingInvitation invite(InvitationTarget... targets) {
        OutgoingInvitation sent = ada.invite(List.of(targets), DEADLINE);
        world.run();
        return sent;
    }

    @Test
    void allWhoAcceptJoinOneSession() {
        OutgoingInvitation sent = invite(ben.target(), eve.target());
        eve.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent, 1));
        assertEquals(1, ben.invitations.incoming().size());
        ben.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent, 0));
        assertEquals(1, ada.launches.size());
        assertEquals(List.of(sent.session().id()), eve.launchedIn);
        assertEquals(List.of(sent.session().id()), ben.launchedIn);
        assertEquals(2, ada.sessions.get(0).admitted.size());
    }

    @Test
    void whoAcceptsWhenTheSessionIsFullIsToldSo() {
        OutgoingInvitation sent = invite(ben.target(), eve.target());
        ben.only().accept();
        world.run();
        ada.sessions.get(0).shut = Optional.of("It is full.");
        eve.only().accept();
        world.run();
        InvitationOutcome.Withdrawn withdrawn =
                assertInstanceOf(InvitationOutcome.Withdrawn.class, World.outcome(sent, 1));
        assertEquals("It is full.", withdrawn.reason());
        assertEquals(0, eve.launches.size());
        assertTrue(ada.sessions.get(0).closed.isEmpty());
    }

    @Test
    void othersAreInvitedIntoASessionThatIsThere() {
        OutgoingInvitation first = invite(ben.target());
        ben.only().accept();
        world.run();
        OutgoingInvitation second = ada.invitations.invite(first.session(), List.of(eve.target()), "Join us", DEADLINE);
        world.run();
        assertEquals("Join us", eve.only().message());
        eve.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(second, 0));
        assertEquals(List.of(first.session().id()), eve.launchedIn);
        assertEquals(1, ada.launches.size());
        second.cancel();
        world.run();
        assertTrue(ada.sessions.get(0).closed.isEmpty(), "it was there before the invitation");
    }

    @Test
    void oneWhoDeclinesToComeIntoItHarmsItNot() {
        OutgoingInvitation first = invite(ben.target());
        ben.only().accept();
        world.run();
        ada.invitations.invite(first.session(), List.of(eve.target()), "", DEADLINE);
        world.run();
        eve.only().decline();
        world.run();
        assertTrue(ada.sessions.get(0).closed.isEmpty());
    }

    @Test
    void whoIsInItAlreadyIsNotAskedAgain() {
        OutgoingInvitation first = invite(ben.target());
        ben.only().accept();
        world.run();
        OutgoingInvitation second = ada.invitations.invite(first.session(), List.of(ben.target()), "", DEADLINE);
        world.run();
        assertThrows(InvitationException.class, () -> World.outcome(second, 0));
        assertEquals(1, ben.sessions.size());
    }

    @Test
    void whoMayNotInviteIntoItOrIsTooLateIsToldAtOnce() {
        OutgoingInvitation first = invite(ben.target());
        ben.only().accept();
        world.run();
        ada.sessions.get(0).shut = Optional.of("You may not invite into this session.");
        List<InvitationTarget> who = List.of(eve.target());
        assertThrows(SessionException.class, () -> ada.invitations.invite(first.session(), who, "", DEADLINE));
        first.session().leave();
        world.run();
        assertThrows(SessionException.class, () -> ada.invitations.invite(first.session(), who, "", DEADLINE));
        ada.scope = PeerScope.NONE;
        assertThrows(NotSignedInException.class, () -> ada.invitations.invite(first.session(), who, "", DEADLINE));
    }

    @Test
    void aNoOfOneLeavesTheOthersAsked() {
        OutgoingInvitation sent = invite(ben.target(), eve.target());
        ben.only().decline();
        world.run();
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(sent, 0));
        assertEquals(List.of(sent), ada.invitations.outgoing());
        assertTrue(ada.sessions.get(0).closed.isEmpty());
        eve.only().decline();
        world.run();
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(sent, 1));
        assertEquals(CloseReason.Kind.NOT_JOINED, ada.sessions.get(0).closedAs());
    }

    @Test
    void eachHasAnEndOfItsOwn() {
        FakePeer gone = world.peer();
        world.cut(ada, gone);
        eve.installed = false;
        OutgoingInvitation sent = invite(ben.target(), eve.target(), gone.target());
        assertInstanceOf(InvitationOutcome.NotInstalled.class, World.outcome(sent, 1));
        assertThrows(PeerUnreachableException.class, () -> World.outcome(sent, 2));
        ben.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent, 0));
        assertEquals(
                3,
                ada.events.stream()
                        .filter(InvitationEvent.Ended.class::isInstance)
                        .count());
    }

    @Test
    void twoWhoAcceptAtOnceAreBothIn() {
        world.latencyNanos = Duration.ofMillis(20).toNanos();
        OutgoingInvitation sent = ada.invite(List.of(ben.target(), eve.target()), DEADLINE);
        world.advance(Duration.ofSeconds(1));
        ben.only().accept();
        eve.only().accept();
        world.advance(Duration.ofSeconds(1));
        assertEquals(2, ben.launches.size() + eve.launches.size());
        assertEquals(1, ada.launches.size());
        assertEquals(2, sent.outcomes().values().stream().filter(World::isDone).count());
    }

    @Test
    void cancelReachesAll() {
        OutgoingInvitation sent = invite(ben.target(), eve.target());
        sent.cancel();
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent, 0));
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent, 1));
        for (FakePeer peer : List.of(ben, eve)) {
            InvitationEvent.Changed changed =
                    assertInstanceOf(InvitationEvent.Changed.class, peer.events.get(peer.events.size() - 1));
            assertEquals(IncomingState.CANCELLED, changed.state());
        }
    }

    @Test
    void theDeadlineIsTheSameForAll() {
        OutgoingInvitation sent = invite(ben.target(), eve.target());
        world.advance(DEADLINE.minusNanos(1));
        assertTrue(World.waits(sent));
        world.advance(Duration.ofNanos(1));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent, 0));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent, 1));
    }

    @Test
    void whoIsMeantTwiceIsAskedOnce() {
        ada.befriend(ben);
        ada.cards.told(ben, ben);
        OutgoingInvitation sent = invite(ben.contact(), ben.target());
        assertThrows(InvitationException.class, () -> World.outcome(sent, 1));
        ben.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent, 0));
    }

    @Test
    void whoListensLaterIsToldUntilAllHaveAnswered() {
        OutgoingInvitation sent = invite(ben.target(), eve.target());
        ben.only().decline();
        world.run();
        List<InvitationEvent> late = new ArrayList<>();
        ada.invitations.onChange(late::add);
        world.run();
        assertEquals(List.of(new InvitationEvent.Sent(sent)), late);
        eve.only().decline();
        world.run();
        List<InvitationEvent> later = new ArrayList<>();
        ada.invitations.onChange(later::add);
        world.run();
        assertEquals(List.of(), later);
    }
}
