package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Links come and go under a session. */
final class CutAndHealTest {
    @Test
    void aCutThatHealsLosesAndDoublesNothing() {
        TwoSides two = TwoSides.live(1);
        Session before = two.right.session;
        two.left.say("1");
        two.right.say("a");
        two.pass(3); // both are under way, and lost
        two.cut();
        two.pass(1);
        assertEquals(SessionState.REACHING, two.left.session.state());
        assertFalse(two.left.other().present());
        two.left.say("2");
        two.right.say("b");
        two.pass(20_000);
        assertEquals(List.of(), two.right.seen);
        two.heal();
        two.pass(10_000);
        assertEquals(List.of("1", "2"), two.right.seen);
        assertEquals(List.of("a", "b"), two.left.seen);
        assertEquals(List.of("Joined", "Away", "Back"), two.left.members);
        assertEquals(List.of("Joined", "Away", "Back"), two.right.members);
        assertEquals(List.of(SessionState.LIVE, SessionState.REACHING, SessionState.LIVE), two.left.states);
        assertSame(before, two.right.sessions.find(before.id()).orElseThrow());
        assertTrue(two.left.other().present());
    }

    @Test
    void aLostAcknowledgementDoublesNothing() {
        TwoSides two = TwoSides.live(2);
        CompletionStage<Sent> sent = two.left.say("1");
        two.pass(7); // it arrived; its acknowledgement is under way
        assertEquals(List.of("1"), two.right.seen);
        two.cut();
        two.pass(100);
        assertFalse(SessionTest.acknowledged(two, sent).isDone());
        two.heal();
        two.pass(10_000);
        assertEquals(List.of("1"), two.right.seen);
        assertTrue(SessionTest.acknowledged(two, sent).isDone());
    }

    @Test
    void almostSixtySecondsHeal() {
        TwoSides two = TwoSides.live(3);
        two.cut();
        two.left.say("patient");
        two.pass(54_000);
        two.heal();
        two.pass(5_900);
        assertEquals(SessionState.LIVE, two.left.session.state());
        assertEquals(List.of("patient"), two.right.seen);
    }

    @Test
    void messagesWaitSixtySecondsTheSessionLonger() {
        TwoSides two = TwoSides.live(4);
        two.cut();
        two.pass(100);
        CompletionStage<Sent> sent = two.left.say("in vain");
        two.pass(1);
        CompletableFuture<Void> acknowledged = SessionTest.acknowledged(two, sent);
        two.pass(59_800);
        assertFalse(acknowledged.isDone());
        two.pass(300);
        SessionTest.assertTyped("is away for longer than 60 s", acknowledged);
        CompletionStage<Sent> later = two.left.say("later");
        two.pass(1);
        SessionTest.assertTyped("is away for longer than 60 s", later);
        assertEquals(SessionState.REACHING, two.left.session.state());
        two.pass(3_600_000);
        two.heal();
        two.pass(61_000);
        two.left.say("back again");
        two.right.say("me too");
        two.pass(100);
        assertEquals(List.of("back again"), two.right.seen);
        assertEquals(List.of("me too"), two.left.seen);
        assertEquals(List.of("Joined", "Away", "Back"), two.left.members);
    }

    @Test
    void whatIsForOneAloneIsNotKeptLongerEither() {
        TwoSides two = TwoSides.live(16);
        two.cut();
        two.pass(100);
        CompletionStage<Sent> sent =
                two.left.session.sendTo(two.left.other(), Delivery.EPHEMERAL, Side.bytes("in vain"));
        two.pass(61_000);
        SessionTest.assertTyped("is away for longer than 60 s", SessionTest.acknowledged(two, sent));
        CompletionStage<Sent> later =
                two.left.session.sendTo(two.left.other(), Delivery.EPHEMERAL, Side.bytes("later"));
        two.pass(1);
        SessionTest.assertTyped("is away for longer than 60 s", later);
        two.heal();
        two.pass(61_000);
        two.left.session.sendTo(two.left.other(), Delivery.EPHEMERAL, Side.bytes("there you are"));
        two.pass(100);
        assertEquals(List.of("there you are"), two.right.seen);
    }

    @Test
    void whatWaitsForRoomIsDroppedTyped() {
        TwoSides two = TwoSides.live(5);
        two.cut();
        two.pass(1);
        List<CompletionStage<Sent>> sent = IntStream.range(0, Session.WAITING_MESSAGES + 1)
                .mapToObj(i -> two.left.say("line"))
                .toList();
        two.pass(1);
        assertTrue(sent.get(Session.WAITING_MESSAGES - 1).toCompletableFuture().isDone());
        assertFalse(sent.get(Session.WAITING_MESSAGES).toCompletableFuture().isDone());
        two.pass(61_000);
        SessionTest.assertTyped("is away for longer than 60 s", sent.get(Session.WAITING_MESSAGES));
    }

    @Test
    void sixtySecondsCountFromEachLoss() {
        TwoSides two = TwoSides.live(6);
        for (int i = 0; i < 5; i++) {
            two.cut();
            two.pass(30_000);
            two.heal();
            two.pass(10_000);
        }
        assertEquals(SessionState.LIVE, two.left.session.state());
        assertEquals(1, two.left.links.all().size());
    }

    @Test
    void leavingWhileCutIsToldLater() {
        TwoSides two = TwoSides.live(7);
        two.cut();
        two.pass(1000);
        CompletableFuture<Void> left = two.left.session.leave().toCompletableFuture();
        two.pass(1);
        assertTrue(left.isDone());
        two.pass(20_000);
        two.heal();
        two.pass(10_000);
        assertEquals(CloseReason.Kind.OTHER_LEFT, two.right.closed.kind());
    }

    @Test
    void aCutInTheFarewellLosesNothingThatCame() {
        TwoSides two = TwoSides.live(8);
        two.left.say("last");
        two.left.session.leave();
        two.pass(6);
        two.cut();
        two.pass(1);
        assertEquals(CloseReason.Kind.LEFT, two.left.closed.kind());
        assertEquals(List.of("last"), two.right.seen);
        assertEquals(CloseReason.Kind.OTHER_LEFT, two.right.closed.kind());
    }

    @Test
    void aFarewellThatIsLostIsToldLater() {
        TwoSides two = TwoSides.live(9);
        two.left.session.leave();
        two.pass(2);
        two.cut();
        two.pass(100);
        assertEquals(CloseReason.Kind.LEFT, two.left.closed.kind());
        assertNull(two.right.closed);
        two.heal();
        two.pass(10_000);
        assertEquals(CloseReason.Kind.OTHER_LEFT, two.right.closed.kind());
    }

    @Test
    void anEndpointThatStartedAnewIsGone() {
        TwoSides two = TwoSides.live(10);
        two.cut();
        two.left.sessions.deactivate();
        two.pass(100);
        two.left.start();
        two.heal();
        two.pass(10_000);
        assertEquals(CloseReason.Kind.UNREACHABLE, two.right.closed.kind());
        assertTrue(two.right.closed.detail().contains("started anew"));
    }

    @Test
    void onlyOneSideCanDial() {
        TwoSides two = TwoSides.live(11);
        two.cut();
        two.pass(100);
        two.left.links.delay(Duration.ofMinutes(5)); // its dials take for ever
        two.left.say("1");
        two.heal();
        two.pass(6_000);
        two.left.links.delay(TwoSides.DELAY);
        two.pass(6_000);
        assertEquals(SessionState.LIVE, two.right.session.state());
        assertEquals(List.of("1"), two.right.seen);
    }
}
