package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an invitation can end, as both sides learn it. */
class EndingsTest {
    private final Pair pair = new Pair(3);

    @AfterEach
    void close() {
        pair.close();
    }

    private OutgoingInvitation invite() {
        return pair.left.invite(pair.right, pair.application, "come");
    }

    private IncomingInvitation asked() {
        pair.peers.until(() -> !pair.right.asked().isEmpty(), "Right is asked");
        return pair.right.asked().get(0);
    }

    private void ends(OutgoingInvitation invitation, InvitationOutcome outcome) {
        assertEquals(outcome, pair.peers.await(Pair.outcome(invitation)));
        pair.pass(InvitationRequest.DEFAULT_DEADLINE.plusSeconds(61));
        assertEquals(List.of(), pair.leftLogs);
        assertEquals(List.of(), pair.rightLogs);
        assertEquals(List.of(), pair.left.sessions());
        assertEquals(List.of(), pair.right.sessions());
        assertEquals(List.of(), pair.left.service(Invitations.class).outgoing());
        assertEquals(List.of(), pair.right.service(Invitations.class).incoming());
        assertEquals(List.of(), pair.right.asked());
    }

    @Test
    void declined() {
        pair.right.answer(Decision.ASK);
        OutgoingInvitation invitation = invite();
        IncomingInvitation asked = asked();
        pair.peers.await(asked.decline());
        assertEquals(IncomingState.DECLINED, asked.state());
        ends(invitation, new InvitationOutcome.Declined());
    }

    @Test
    void expired() {
        pair.right.answer(Decision.ASK);
        OutgoingInvitation invitation = invite();
        IncomingInvitation asked = asked();
        pair.pass(InvitationRequest.DEFAULT_DEADLINE);
        assertEquals(IncomingState.EXPIRED, asked.state());
        assertInstanceOf(InvitationException.class, pair.peers.failure(asked.accept()));
        ends(invitation, new InvitationOutcome.Expired());
    }

    @Test
    void cancelledBeforeItArrives() {
        pair.right.answer(Decision.ASK);
        pair.peers.network().block(pair.left.transport(), pair.right.transport());
        OutgoingInvitation invitation = invite();
        pair.peers.run();
        invitation.cancel();
        pair.peers.heal(pair.left, pair.right);
        ends(invitation, new InvitationOutcome.Cancelled());
    }

    @Test
    void cancelledWhileThePersonThinks() {
        pair.right.answer(Decision.ASK);
        OutgoingInvitation invitation = invite();
        IncomingInvitation asked = asked();
        invitation.cancel();
        pair.peers.run();
        assertEquals(IncomingState.CANCELLED, asked.state());
        assertInstanceOf(InvitationException.class, pair.peers.failure(asked.accept()));
        ends(invitation, new InvitationOutcome.Cancelled());
    }

    @Test
    void cancelledWhileTheYesIsUnderWay() {
        pair.right.answer(Decision.ASK);
        OutgoingInvitation invitation = invite();
        IncomingInvitation asked = asked();
        pair.peers.network().block(pair.right.transport(), pair.left.transport());
        CompletionStage<Session> accepting = asked.accept();
        pair.peers.run();
        assertEquals(IncomingState.ACCEPTING, asked.state());
        invitation.cancel();
        pair.peers.run();
        pair.peers.heal(pair.left, pair.right);
        assertInstanceOf(InvitationException.class, pair.peers.failure(accepting));
        assertEquals(IncomingState.CANCELLED, asked.state());
        ends(invitation, new InvitationOutcome.Cancelled());
    }

    @Test
    void cancelledAfterTheConfirmationItIsALeave() {
        Pair.Talk talk = pair.talk();
        OutgoingInvitation again = invite();
        pair.peers.until(() -> pair.rightLogs.size() == 2, "the second is launched");
        again.cancel();
        pair.pass(Duration.ofSeconds(5));
        assertEquals(CloseReason.Kind.LEFT, pair.leftLogs.get(1).closed.get(0).kind());
        assertEquals(
                CloseReason.Kind.OTHER_LEFT, pair.rightLogs.get(1).closed.get(0).kind());
        assertTrue(talk.left().closed.isEmpty() && talk.right().closed.isEmpty(), "the first session goes on");
    }

    @Test
    void notInstalledNamesItAndItsVersion() {
        try (Peers peers = new Peers(4)) {
            TestPeer left = peers.add("Left");
            TestPeer right = peers.add("Right");
            ApplicationId application = left.install(Log.class);
            left.signIn();
            right.signIn();
            peers.meet(left, right);
            OutgoingInvitation invitation = left.invite(right, application, "");
            assertEquals(
                    new InvitationOutcome.NotInstalled("Log", "1.2", Optional.empty()),
                    peers.await(Pair.outcome(invitation)));
            assertEquals(List.of(), right.asked());
        }
    }

    @Test
    void theFourthOpenInvitationOfAStrangerIsRefused() {
        pair.right.answer(Decision.ASK);
        for (int i = 0; i < 3; i++) {
            invite();
        }
        assertInstanceOf(InvitationOutcome.Refused.class, pair.peers.await(Pair.outcome(invite())));
        assertEquals(3, pair.right.asked().size());
    }
}
