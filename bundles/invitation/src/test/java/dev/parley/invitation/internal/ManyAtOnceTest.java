package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.PeerUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A hundred invitations at once: each gets its own answer. */
class ManyAtOnceTest {
    private static final int MANY = 100;
    private static final int ENDS = 7;

    private final World world = new World(7);
    private final FakePeer host = world.peer();

    @Test
    void row44_toAHundredPeersEachWithItsOwnAnswer() {
        world.latencyNanos = Duration.ofMillis(3).toNanos();
        List<FakePeer> peers = new ArrayList<>();
        List<OutgoingInvitation> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            FakePeer peer = world.peer(Decision.UNDECIDED, new Allowance(i % ENDS == 4 ? 0 : 3, 6, 30));
            peer.installed = i % ENDS != 3;
            peers.add(peer);
            if (i % ENDS == 6) {
                world.cut(host, peer);
            }
        }
        peers.forEach(peer -> sent.add(host.invite(peer)));
        assertEquals(MANY, host.invitations.outgoing().size());
        world.advance(Duration.ofSeconds(1));
        for (int i = 0; i < MANY; i++) {
            switch (i % ENDS) {
                case 0 -> peers.get(i).only().accept();
                case 1 -> peers.get(i).only().decline();
                case 2 -> sent.get(i).cancel();
                default -> {}
            }
        }
        world.advance(Duration.ofSeconds(1));
        world.advance(Duration.ofMinutes(5));
        Set<FakePeer> launched = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            check(i % ENDS, sent.get(i), peers.get(i));
            if (!peers.get(i).launches.isEmpty()) {
                assertEquals(List.of(sent.get(i).session().id()), peers.get(i).launchedIn);
                launched.add(peers.get(i));
            }
        }
        assertEquals(launched.size(), host.launches.size());
        assertEquals(MANY / ENDS + 1, launched.size());
        assertEquals(2 * MANY, host.events.size(), "each is sent once and ends once");
        assertEquals(List.of(), world.violations);
        assertEquals(0, host.links.holds());
    }

    private static void check(int end, OutgoingInvitation sent, FakePeer peer) {
        if (end == 6) {
            assertThrows(PeerUnreachableException.class, () -> World.outcome(sent));
            return;
        }
        Class<? extends InvitationOutcome> expected =
                switch (end) {
                    case 0 -> InvitationOutcome.Accepted.class;
                    case 1 -> InvitationOutcome.Declined.class;
                    case 2 -> InvitationOutcome.Cancelled.class;
                    case 3 -> InvitationOutcome.NotInstalled.class;
                    case 4 -> InvitationOutcome.Refused.class;
                    default -> InvitationOutcome.Expired.class;
                };
        InvitationOutcome outcome = World.outcome(sent);
        assertInstanceOf(expected, outcome);
        if (outcome instanceof InvitationOutcome.Accepted accepted) {
            assertEquals(peer.identity.peer(), accepted.member().peer());
        }
        assertTrue(peer.invitations.incoming().isEmpty());
    }

    @Test
    void row44_toOneAcquaintanceAnsweredInAnotherOrder() {
        FakePeer peer = world.peer();
        peer.acquainted.add(host.identity.peer());
        List<OutgoingInvitation> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sent.add(host.invite(peer));
        }
        world.run();
        List<IncomingInvitation> came = peer.invitations.incoming();
        assertEquals(MANY, came.size());
        for (int i = MANY - 1; i >= 0; i--) {
            assertEquals(sent.get(i).id(), came.get(i).id(), "the oldest first");
            if (i % 2 == 0) {
                came.get(i).accept();
            } else {
                came.get(i).decline();
            }
        }
        world.run();
        for (int i = 0; i < MANY; i++) {
            InvitationOutcome outcome = World.outcome(sent.get(i));
            assertEquals(i % 2 == 0, outcome instanceof InvitationOutcome.Accepted);
            assertEquals(i % 2 != 0, outcome instanceof InvitationOutcome.Declined);
        }
        assertEquals(MANY / 2, new HashSet<>(peer.launchedIn).size());
        assertEquals(MANY / 2, peer.launches.size());
        assertEquals(MANY / 2, host.launches.size());
    }
}
