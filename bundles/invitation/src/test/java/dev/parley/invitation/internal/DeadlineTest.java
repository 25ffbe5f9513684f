package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the deadline, and the 60 s after it, do while nobody can be reached. */
class DeadlineTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Duration NANO = Duration.ofNanos(1);

    private final World world = new World(5);
    private final FakePeer left = world.peer();
    private final FakePeer right = world.peer();

    @AfterEach
    void nobodyBrokeTheProtocol() {
        assertEquals(List.of(), world.violations);
    }

    private OutgoingInvitation invite() {
        OutgoingInvitation sent = left.invite(right);
        world.run();
        return sent;
    }

    @Test
    void withoutAConfirmationBySixtySecondsAfterTheDeadlineNothingIsLaunched() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        world.cut(left, right);
        CompletionStage<Session> accepted = came.accept();
        world.advance(DEADLINE.plusSeconds(60).minus(NANO));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        assertEquals(IncomingState.ACCEPTING, came.state());
        assertFalse(World.isDone(accepted));
        world.advance(NANO);
        assertEquals(IncomingState.UNCONFIRMED, came.state());
        InvitationException why = assertThrows(InvitationException.class, () -> World.now(accepted));
        assertTrue(why.getMessage().contains("not confirmed"), why.getMessage());
        world.heal(left, right);
        world.advance(DEADLINE);
        assertEquals(0, left.launches.size() + right.launches.size());
        assertEquals(List.of(), right.invitations.incoming());
    }

    @Test
    void aConfirmationThatNeverArrivesLaunchesTheInviterOnly() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        world.onMessage = (number, link) -> {
            if (number == 4) {
                world.cut(left, right);
            }
        };
        came.accept();
        world.advance(DEADLINE.plusSeconds(61));
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(IncomingState.UNCONFIRMED, came.state());
        assertEquals(List.of(), right.launches);
        assertEquals(1, left.launches.size());
        assertEquals(CloseReason.Kind.UNREACHABLE, left.sessions.get(0).closedAs());
    }

    @Test
    void aConfirmationWithinTheSixtySecondsLaunches() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        world.onMessage = (number, link) -> {
            if (number == 4) {
                world.cut(left, right);
            }
        };
        world.advance(DEADLINE.minus(NANO));
        came.accept();
        world.advance(Duration.ofSeconds(30));
        assertEquals(IncomingState.ACCEPTING, came.state());
        world.heal(left, right);
        world.advance(Duration.ofSeconds(15));
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(IncomingState.ACCEPTED, came.state());
        assertEquals(1, left.launches.size());
        assertEquals(1, right.launches.size());
    }

    @Test
    void aYesThatCouldNotBeSaidInTimeIsToldSoWhenTheLinkIsBack() {
        invite();
        IncomingInvitation came = right.only();
        world.cut(left, right);
        CompletionStage<Session> accepted = came.accept();
        world.advance(DEADLINE.plusSeconds(20));
        world.heal(left, right);
        world.advance(Duration.ofSeconds(15));
        assertEquals(IncomingState.EXPIRED, came.state());
        assertThrows(InvitationException.class, () -> World.now(accepted));
    }

    @Test
    void aNoThatCouldNotBeSaidInTimeIsOverAtTheDeadline() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        world.cut(left, right);
        CompletionStage<Void> no = came.decline();
        world.run();
        assertEquals(IncomingState.DECLINED, came.state());
        assertFalse(World.isDone(no));
        world.advance(DEADLINE);
        World.now(no);
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
    }

    @Test
    void theInvitedSideNeverExpiresBeforeTheInviter() {
        world.latencyNanos = 700;
        OutgoingInvitation sent = left.invite(right.target(), Duration.ofNanos(2_000_001));
        world.advance(Duration.ofMillis(2));
        assertTrue(World.waits(sent));
        assertEquals(IncomingState.OPEN, right.only().state());
        world.advance(Duration.ofMillis(1));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        world.advance(Duration.ofMillis(1));
        assertEquals(List.of(), right.invitations.incoming());
    }

    @Test
    void aRepeatedOfferShortensAndNeverLengthens() {
        world.latencyNanos = Duration.ofSeconds(10).toNanos();
        left.invite(right);
        world.advance(Duration.ofSeconds(30));
        IncomingInvitation came = right.only();
        assertEquals(DEADLINE.minusSeconds(20), came.remaining(), "the offer was under way for 10 s");
        world.latencyNanos = 0;
        world.breakLink(left, right);
        world.advance(Duration.ofSeconds(1));
        assertEquals(DEADLINE.minusSeconds(31).toSeconds(), came.remaining().toSeconds()); // rounded up to 1 ms
        world.latencyNanos = Duration.ofSeconds(10).toNanos();
        world.breakLink(left, right);
        world.advance(Duration.ofSeconds(30));
        assertEquals(DEADLINE.minusSeconds(61).toSeconds(), came.remaining().toSeconds());
    }

    @Test
    void aSessionThatWasLeftIsNotLaunchedByAYesOfTheSameMoment() {
        OutgoingInvitation sent = invite();
        IncomingInvitation came = right.only();
        came.accept();
        world.onMessage = (number, link) ->
                link.deliver(() -> left.sessions.get(0).close(Joining.reason(CloseReason.Kind.LEFT, "")));
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        assertEquals(IncomingState.CANCELLED, came.state());
        assertEquals(0, left.launches.size() + right.launches.size());
    }

    @Test
    void whoStoppedInvitesNobody() {
        left.invitations.stop();
        world.run();
        assertThrows(NotSignedInException.class, this::invite);
        assertEquals(CloseReason.Kind.NOT_JOINED, left.sessions.get(0).closedAs());
        assertEquals(List.of(), left.invitations.outgoing());
    }
}
