package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.session.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invitations into sessions in which the invited endpoint is already. */
class AlreadyInTest {
    private final World world = new World(11);
    private final FakePeer left = world.peer();
    private final FakePeer right = world.peer();

    private OutgoingInvitation again(FakePeer from, Session session) {
        OutgoingInvitation again =
                from.invitations.invite(session, List.of(right.target()), "come again", Duration.ofSeconds(30));
        world.advance(Duration.ofSeconds(1));
        return again;
    }

    private Session together() {
        OutgoingInvitation first = left.invite(right);
        world.advance(Duration.ofSeconds(1));
        right.only().accept();
        world.advance(Duration.ofSeconds(1));
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(first));
        return first.session();
    }

    /** Who invited gave the other one up meanwhile, and invites again: that failed, for there was a session already. */
    @Test
    void aYesIsGivenAndNothingIsLaunchedAgain() {
        Session session = together();
        left.sessions.get(0).admitted.clear();
        OutgoingInvitation again = again(left, session);
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(again));
        assertEquals(1, left.launches.size());
        assertEquals(1, right.launches.size());
        assertEquals(1, right.sessions.size());
        assertTrue(right.sessions.get(0).closed.isEmpty());
        assertTrue(left.sessions.get(0).closed.isEmpty());
        InvitationEvent.Changed last = (InvitationEvent.Changed) right.events.get(right.events.size() - 1);
        assertEquals(IncomingState.ACCEPTED, last.state(), "and nobody was asked");
        world.advance(Duration.ofMinutes(2));
        assertEquals(0, left.links.holds() + right.links.holds());
    }

    /** Knowing a session is not being in it. */
    @Test
    void whoIsNotInItIsNotLetInByThat() {
        Session session = together();
        FakePeer third = world.peer();
        third.sessions.add(new FakeSession(third, session.id(), session.application()));
        OutgoingInvitation again = again(third, third.sessions.get(0).session());
        right.only().decline();
        world.advance(Duration.ofSeconds(1));
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(again));
        assertEquals(1, right.sessions.get(0).admitted.size());
    }
}
