package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPrompt;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.session.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One launch an acceptance on each side, wherever links break and whatever is said twice. */
class LaunchOnceTest {
    private static final int STEPS = 9; // the five of the path, and some that are repeated

    /** When a link breaks, seen from a message. */
    private enum Break {
        MESSAGE_LOST,
        MESSAGE_ARRIVED
    }

    private final World world = new World(4);
    private final FakePeer left = world.peer();
    private final FakePeer right = world.peer();

    /** Two breaks, at any two messages, and the same path. */
    @Test
    void row39_launchedOnceWhereverLinksBreak() {
        for (Break how : Break.values()) {
            for (int first = 1; first <= STEPS; first++) {
                for (int second = first; second <= STEPS; second++) {
                    String where = how + " at " + first + " and " + second;
                    LaunchOnceTest test = new LaunchOnceTest();
                    test.breakAt(how, first, second);
                    OutgoingInvitation sent = test.walk(IncomingInvitation::accept);
                    assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent), where);
                    test.launched(sent, where);
                }
            }
        }
    }

    @Test
    void row39_launchedOnceWhenStepsArriveTwice() {
        world.copies = 2;
        OutgoingInvitation sent = walk(IncomingInvitation::accept);
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        launched(sent, "twice");
    }

    @Test
    void stepsArriveTwiceAndLinksBreak() {
        for (int first = 1; first <= STEPS; first++) {
            LaunchOnceTest test = new LaunchOnceTest();
            test.world.copies = 2;
            test.breakAt(Break.MESSAGE_ARRIVED, first, first + 2);
            test.launched(test.walk(IncomingInvitation::accept), "at " + first);
        }
    }

    @Test
    void aNoArrivesWhereverLinksBreak() {
        for (Break how : Break.values()) {
            for (int first = 1; first <= 6; first++) {
                LaunchOnceTest test = new LaunchOnceTest();
                test.breakAt(how, first, first + 1);
                OutgoingInvitation sent = test.walk(IncomingInvitation::decline);
                assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(sent), how + " at " + first);
                test.nothingLaunched();
            }
        }
    }

    @Test
    void takenBackArrivesWhereverLinksBreak() {
        for (Break how : Break.values()) {
            for (int first = 1; first <= 6; first++) {
                LaunchOnceTest test = new LaunchOnceTest();
                test.breakAt(how, first, first + 1);
                OutgoingInvitation sent = test.left.invite(test.right);
                test.world.advance(Duration.ofSeconds(20));
                IncomingInvitation came = test.right.only();
                sent.cancel();
                came.accept();
                test.world.advance(Duration.ofSeconds(20));
                assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
                assertEquals(IncomingState.CANCELLED, came.state(), how + " at " + first);
                test.nothingLaunched();
            }
        }
    }

    @Test
    void aLaunchThatFailsIsToldToBothWhereverLinksBreak() {
        for (int first = 1; first <= 6; first++) {
            LaunchOnceTest test = new LaunchOnceTest();
            test.right.launchFails = Optional.of("no paper");
            test.breakAt(Break.MESSAGE_LOST, first, first + 1);
            test.walk(IncomingInvitation::accept);
            assertEquals(1, test.right.launches.size(), "at " + first);
            assertEquals(
                    CloseReason.Kind.APPLICATION_FAILED,
                    test.right.sessions.get(0).closedAs());
            assertEquals(
                    new CloseReason(CloseReason.Kind.OTHER_APPLICATION_FAILED, "no paper"),
                    test.left.sessions.get(0).closed.orElseThrow());
        }
    }

    /** Both open a stream at once after the link came back: neither is left over. */
    @Test
    void bothSidesRepeatAtOnce() {
        world.latencyNanos = Duration.ofMillis(100).toNanos();
        OutgoingInvitation sent = left.invite(right);
        world.advance(Duration.ofSeconds(1));
        world.cut(left, right);
        right.only().accept();
        world.advance(Duration.ofSeconds(30));
        world.heal(left, right);
        world.link(right, left);
        world.advance(Duration.ofSeconds(30));
        launched(sent, "both at once");
        assertEquals(0, left.links.holds() + right.links.holds());
    }

    private void breakAt(Break how, int first, int second) {
        world.onMessage = (number, link) -> {
            if (number == first || number == second) {
                if (how == Break.MESSAGE_LOST) {
                    link.close("cut");
                } else {
                    link.deliver(() -> link.close("cut"));
                }
            }
        };
    }

    /** Invites, answers what is asked, and leaves time for repetitions. */
    private OutgoingInvitation walk(Consumer<IncomingInvitation> answer) {
        List<IncomingInvitation> asked = new ArrayList<>();
        right.invitations.bindPrompt(
                new InvitationPrompt() {
                    @Override
                    public void ask(IncomingInvitation invitation) {
                        asked.add(invitation);
                        answer.accept(invitation);
                    }

                    @Override
                    public void withdraw(IncomingInvitation invitation) {
                        asked.remove(invitation);
                    }
                },
                Map.of());
        OutgoingInvitation sent = left.invite(right);
        world.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), asked);
        assertEquals(List.of(), world.violations);
        return sent;
    }

    private void launched(OutgoingInvitation sent, String where) {
        assertEquals(List.of(sent.session().id()), left.launchedIn, where);
        assertEquals(List.of(sent.session().id()), right.launchedIn, where);
        assertEquals(
                1,
                right.events.stream()
                        .filter(InvitationEvent.Received.class::isInstance)
                        .count(),
                where);
        assertEquals(2, left.events.size(), where);
        assertEquals(1, left.sessions.get(0).launched, where);
        assertEquals(1, right.sessions.get(0).launched, where);
        assertEquals(0, left.sessions.get(0).repeated + right.sessions.get(0).repeated, where);
        assertEquals(0, left.links.holds() + right.links.holds(), where);
    }

    private void nothingLaunched() {
        assertTrue(left.launches.isEmpty() && right.launches.isEmpty());
        world.advance(Duration.ofMinutes(10));
        assertTrue(left.launches.isEmpty() && right.launches.isEmpty());
        assertEquals(0, left.links.holds() + right.links.holds());
    }
}
