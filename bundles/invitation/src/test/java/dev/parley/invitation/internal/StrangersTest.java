package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.OutgoingInvitation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The strangers' allowance of the design, section 6: each number, and one more. */
class StrangersTest {
    private final World world = new World(2);

    private OutgoingInvitation invite(FakePeer from, FakePeer to) {
        OutgoingInvitation sent = from.invite(to);
        world.run();
        return sent;
    }

    private static boolean refused(OutgoingInvitation sent) {
        return !World.waits(sent) && World.outcome(sent) instanceof InvitationOutcome.Refused;
    }

    @Test
    void threeMayWaitAndAFourthIsRefusedAndCounted() {
        FakePeer left = world.peer();
        FakePeer right = world.peer();
        for (int i = 0; i < 3; i++) {
            assertTrue(World.waits(invite(left, right)));
        }
        OutgoingInvitation fourth = invite(left, right);
        InvitationOutcome.Refused no = assertInstanceOf(InvitationOutcome.Refused.class, World.outcome(fourth));
        assertTrue(no.reason().contains("3"), no.reason());
        assertEquals(new InvitationEvent.Suppressed(1), right.events.get(3));
        assertEquals(3, right.invitations.incoming().size());
        right.invitations.incoming().get(0).decline();
        world.run();
        assertTrue(World.waits(invite(left, right)), "one was answered, so there is room again");
    }

    @Test
    void sixAMinuteAndASeventhIsRefusedUntilTheMinuteIsOver() {
        FakePeer left = world.peer();
        FakePeer right = world.peer();
        for (int i = 0; i < 6; i++) {
            OutgoingInvitation sent = invite(left, right);
            assertTrue(World.waits(sent), "invitation " + i);
            sent.cancel();
            world.run();
        }
        assertTrue(refused(invite(left, right)));
        world.advance(Duration.ofMinutes(1).minusNanos(1));
        assertTrue(refused(invite(left, right)));
        world.advance(Duration.ofNanos(1));
        assertTrue(World.waits(invite(left, right)));
    }

    @Test
    void row38_aFloodOfStrangersIsANumber() {
        FakePeer host = world.peer();
        List<OutgoingInvitation> sent = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            sent.add(invite(world.peer(), host));
        }
        assertEquals(30, sent.stream().filter(World::waits).count());
        assertTrue(refused(sent.get(30)));
        assertEquals(new InvitationEvent.Suppressed(2), host.events.get(host.events.size() - 1));
        world.advance(Duration.ofHours(1).minusNanos(1));
        assertTrue(refused(invite(world.peer(), host)));
        world.advance(Duration.ofNanos(1));
        assertTrue(World.waits(invite(world.peer(), host)));
    }

    @Test
    void whoHadAYesIsNoStranger() {
        FakePeer left = world.peer();
        FakePeer right = world.peer();
        right.acquainted.add(left.identity.peer());
        for (int i = 0; i < 40; i++) {
            assertTrue(World.waits(invite(left, right)));
        }
        assertEquals(40, right.invitations.incoming().size());
    }

    @Test
    void toInviteSomebodyIsAYesToThem() {
        FakePeer left = world.peer();
        FakePeer right = world.peer();
        invite(right, left);
        for (int i = 0; i < 4; i++) {
            assertTrue(World.waits(invite(left, right)));
        }
    }

    @Test
    void whatARuleAnswersIsNoQuestion() {
        FakePeer host = world.peer(Decision.UNDECIDED, new Allowance(3, 6, 1));
        host.invitations.bindPolicy(invitation -> Decision.DECLINE, Map.of());
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(invite(world.peer(), host)));
        }
    }

    @Test
    void aMissingApplicationCountsAgainstTheMinute() {
        FakePeer left = world.peer();
        FakePeer right = world.peer();
        right.installed = false;
        for (int i = 0; i < 6; i++) {
            assertInstanceOf(InvitationOutcome.NotInstalled.class, World.outcome(invite(left, right)));
        }
        assertTrue(refused(invite(left, right)));
    }

    @Test
    void aRepeatedOfferCountsOnce() {
        FakePeer left = world.peer();
        FakePeer right = world.peer();
        OutgoingInvitation sent = invite(left, right);
        for (int i = 0; i < 20; i++) {
            world.breakLink(left, right);
            world.advance(Duration.ofSeconds(1));
        }
        IncomingInvitation came = right.only();
        assertEquals(sent.id(), came.id());
        assertEquals(1, right.events.size());
        assertTrue(World.waits(invite(left, right)));
        assertTrue(World.waits(invite(left, right)));
    }

    @Test
    void evenAcquaintancesDoNotFillTheMemory() {
        FakePeer left = world.peer();
        FakePeer right = world.peer();
        right.acquainted.add(left.identity.peer());
        for (int i = 0; i < Allowance.OPEN_IN_ALL; i++) {
            left.invite(right);
        }
        world.run();
        assertEquals(Allowance.OPEN_IN_ALL, right.invitations.incoming().size());
        assertTrue(refused(invite(left, right)));
    }
}
