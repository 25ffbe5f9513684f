package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Message;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionState;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The path of a session in order: it is joined, lines go both ways, and it ends. */
final class SessionTest {
    @Test
    void bothJoin() {
        TwoSides two = new TwoSides(1);
        assertEquals(SessionState.ALONE, two.left.session.state());
        assertEquals(Set.of(two.left.session.self()), two.left.session.members());
        two.admit();
        two.pass(1000);
        assertEquals(SessionState.LIVE, two.left.session.state());
        assertEquals(SessionState.LIVE, two.right.session.state());
        assertEquals(List.of(SessionState.LIVE), two.left.states);
        assertEquals(List.of("Joined"), two.left.members);
        assertEquals(List.of("Joined"), two.right.members);
        assertTrue(two.right.other().present());
        assertEquals(two.left.session.members(), two.right.session.members());
        assertEquals(1, two.left.links.all().size());
    }

    @Test
    void whoComesBeforeTheOtherAdmitsItTriesAgain() {
        TwoSides two = new TwoSides(2);
        two.left.admit(two.right, true);
        two.pass(3000);
        assertEquals(SessionState.ALONE, two.left.session.state());
        two.right.admit(two.left, false);
        two.pass(6000);
        assertEquals(SessionState.LIVE, two.left.session.state());
        assertEquals(List.of(), two.right.links.broken());
    }

    @Test
    void whoWaitsForTheOtherConnectsInTheEnd() {
        TwoSides two = new TwoSides(3);
        two.left.admit(two.right, false);
        two.right.admit(two.left, false);
        two.pass(10_000);
        assertEquals(SessionState.LIVE, two.left.session.state());
        assertEquals(SessionState.LIVE, two.right.session.state());
    }

    @Test
    void bothMayConnect() {
        for (int seed = 0; seed < 50; seed++) {
            TwoSides two = new TwoSides(seed);
            two.left.admit(two.right, true);
            two.right.admit(two.left, true);
            two.pass(10_000);
            assertEquals(SessionState.LIVE, two.left.session.state());
            assertEquals(SessionState.LIVE, two.right.session.state());
            assertEquals(List.of("Joined"), two.left.members);
        }
    }

    @Test
    void threeLinesEachWayArriveInOrder() {
        TwoSides two = TwoSides.live(4);
        for (int i = 1; i <= 3; i++) {
            two.left.say("left " + i);
            two.right.say("right " + i);
        }
        two.pass(100);
        assertEquals(List.of("left 1", "left 2", "left 3"), two.right.seen);
        assertEquals(List.of("right 1", "right 2", "right 3"), two.left.seen);
    }

    @Test
    void aMessageTellsWhoWroteItAndWhen() {
        TwoSides two = TwoSides.live(5);
        List<Message> messages = new ArrayList<>();
        two.right.session.onMessage(messages::add);
        two.left.say("to all");
        two.left.session.sendTo(two.left.other(), Delivery.EPHEMERAL, Side.bytes("to one"));
        two.pass(100);
        Message all = messages.get(0);
        assertEquals(two.left.session.self(), all.from());
        assertEquals(two.left.identity.endpoint(), all.id().author());
        assertEquals(1, all.id().sequence());
        assertFalse(all.direct());
        assertTrue(all.body().isReadOnly());
        assertTrue(messages.get(1).direct());
        assertEquals(1, messages.get(1).id().sequence());
        assertTrue(all.sentAt().isBefore(two.time.clock().instant()));
    }

    @Test
    void nothingIsDeliveredBeforeLaunched() {
        TwoSides two = new TwoSides(6);
        two.admit();
        two.right.listen();
        two.pass(1000);
        CompletionStage<Sent> sent = two.left.say("early");
        two.pass(1000);
        assertTrue(sent.toCompletableFuture().isDone());
        assertEquals(List.of(), two.right.seen);
        assertFalse(acknowledged(two, sent).isDone());
        two.right.control.launched();
        two.pass(1000);
        assertEquals(List.of("early"), two.right.seen);
        assertTrue(acknowledged(two, sent).isDone());
    }

    @Test
    void whatArrivesBeforeTheFirstListenerWaits() {
        TwoSides two = new TwoSides(7);
        two.admit();
        two.right.control.launched();
        two.pass(1000);
        CompletionStage<Sent> first = two.left.say("1");
        two.left.say("2");
        two.pass(1000);
        assertFalse(acknowledged(two, first).isDone());
        two.right.listen();
        two.pass(1000);
        assertEquals(List.of("1", "2"), two.right.seen);
        assertTrue(acknowledged(two, first).isDone());
    }

    @Test
    void aListenerThatComesTogetherWithAMessageGetsIt() {
        TwoSides two = new TwoSides(8);
        two.admit();
        two.right.control.launched();
        two.pass(1000);
        two.left.say("line");
        var unused = two.right
                .session
                .executor()
                .schedule(two.right::listen, TwoSides.DELAY.toMillis(), TimeUnit.MILLISECONDS);
        two.pass(100);
        assertEquals(List.of("line"), two.right.seen);
    }

    @Test
    void whatIsSentBeforeTheOtherJoinedWaitsForIt() {
        TwoSides two = new TwoSides(9);
        two.left.admit(two.right, true);
        two.left.control.launched();
        two.pass(100);
        CompletionStage<Sent> sent = two.left.say("hello");
        two.pass(100);
        assertTrue(sent.toCompletableFuture().isDone());
        two.right.admit(two.left, false);
        two.right.listen();
        two.right.control.launched();
        two.pass(10_000);
        assertEquals(List.of("hello"), two.right.seen);
    }

    @Test
    void aloneNothingIsSent() {
        TwoSides two = new TwoSides(10);
        CompletionStage<Sent> sent = two.left.say("hello");
        two.pass(100);
        assertTyped("Nobody else has joined", sent);
    }

    @Test
    void aBodyOfOneMebibyteGoes() {
        TwoSides two = TwoSides.live(11);
        List<Integer> sizes = new ArrayList<>();
        two.right.session.onMessage(message -> sizes.add(message.body().remaining()));
        two.left.session.send(Delivery.EPHEMERAL, ByteBuffer.allocate(Message.BODY_BYTES));
        two.left.session.send(Delivery.EPHEMERAL, ByteBuffer.allocate(0));
        two.pass(5000);
        assertEquals(List.of(Message.BODY_BYTES, 0), sizes);
        ByteBuffer more = ByteBuffer.allocate(Message.BODY_BYTES + 1);
        assertThrows(IllegalArgumentException.class, () -> two.left.session.send(Delivery.EPHEMERAL, more));
    }

    @Test
    void theBufferIsCopied() {
        TwoSides two = TwoSides.live(12);
        ByteBuffer buffer = Side.bytes("before");
        two.left.session.send(Delivery.EPHEMERAL, buffer);
        buffer.put(0, (byte) 'X');
        two.pass(100);
        assertEquals(List.of("before"), two.right.seen);
    }

    @Test
    void leavingClosesBothWithReasons() {
        TwoSides two = TwoSides.live(13);
        CompletionStage<Sent> last = two.left.say("bye");
        CompletableFuture<Void> left = two.left.session.leave().toCompletableFuture();
        two.pass(1);
        CompletableFuture<Void> acknowledged = acknowledged(two, last);
        two.pass(900);
        assertTrue(left.isDone());
        assertEquals(List.of("bye"), two.right.seen);
        assertFalse(acknowledged.isCompletedExceptionally());
        assertTrue(acknowledged.isDone());
        assertEquals(CloseReason.Kind.LEFT, two.left.closed.kind());
        assertEquals(CloseReason.Kind.OTHER_LEFT, two.right.closed.kind());
        assertEquals(List.of("Joined", "Left"), two.right.members);
        assertEquals(List.of(SessionState.LIVE, SessionState.CLOSED), two.right.states);
        assertEquals(List.of(), two.left.sessions.all());
        assertTrue(two.right.session.executor().isShutdown());
        assertFalse(two.left.links.all().get(0).info().accepted(), "somebody holds the link still");
        assertFalse(two.right.links.all().get(0).info().accepted(), "somebody holds the link still");
        assertEquals(0, two.left.links.all().get(0).info().streams());
        assertTyped("You left the session", two.left.say("too late"));
        assertTrue(two.left.session.leave().toCompletableFuture().isDone());
    }

    @Test
    void allThatWasSaidBeforeLeavingIsHeard() {
        TwoSides two = TwoSides.live(14);
        for (int i = 0; i < 300; i++) {
            two.left.say("line " + i);
        }
        two.left.session.leave();
        List<String> heardAtEnd = new ArrayList<>();
        two.right.session.onState(change -> heardAtEnd.addAll(two.right.seen));
        two.pass(1500);
        assertEquals(300, two.right.seen.size());
        assertEquals(300, heardAtEnd.size(), "the end was told before all was heard");
    }

    @Test
    void whoListenedIsLetGoAtTheEndAlthoughTheSessionIsHeld() throws InterruptedException {
        TwoSides two = TwoSides.live(18);
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> listeners = listenToAll(two.left.session, collected);
        two.left.session.leave();
        two.pass(900);
        Reference<?> gone = null;
        for (int i = 0; i < 100 && gone == null; i++) {
            System.gc();
            gone = collected.remove(100);
        }
        assertSame(listeners, gone, "a session that is over holds who listened to it");
        assertEquals(SessionState.CLOSED, two.left.session.state());
    }

    /** In a method of its own, so that no variable holds what it makes. */
    private static WeakReference<Object> listenToAll(Session session, ReferenceQueue<Object> collected) {
        List<Object> heard = new ArrayList<>();
        session.onMember(heard::add);
        session.onState(heard::add);
        session.onMessage(heard::add);
        session.accept("anything", heard::add);
        session.onRequest(message -> {
            heard.add(message);
            return CompletableFuture.completedFuture(message.body());
        });
        return new WeakReference<>(heard, collected);
    }

    @Test
    void bothLeaveAtOnce() {
        TwoSides two = TwoSides.live(15);
        two.left.session.leave();
        two.right.session.leave();
        two.pass(900);
        assertEquals(CloseReason.Kind.LEFT, two.left.closed.kind());
        assertEquals(CloseReason.Kind.LEFT, two.right.closed.kind());
    }

    @Test
    void aReasonIsToldAsItReadsThere() {
        TwoSides two = TwoSides.live(16);
        two.left.control.close(new CloseReason(CloseReason.Kind.APPLICATION_FAILED, "it threw"));
        two.pass(900);
        assertEquals(CloseReason.Kind.APPLICATION_FAILED, two.left.closed.kind());
        assertEquals(CloseReason.Kind.OTHER_APPLICATION_FAILED, two.right.closed.kind());
        assertEquals("it threw", two.right.closed.detail());
    }

    @Test
    void closingAloneTellsTheReason() {
        TwoSides two = new TwoSides(17);
        two.left.control.close(new CloseReason(CloseReason.Kind.NOT_JOINED, ""));
        two.left.control.close(new CloseReason(CloseReason.Kind.LEFT, ""));
        two.pass(1);
        assertEquals(CloseReason.Kind.NOT_JOINED, two.left.closed.kind());
        assertEquals(List.of(), two.left.members);
    }

    @Test
    void whoClosesBeforeTheOtherJoinsTellsItThen() {
        TwoSides two = new TwoSides(18);
        two.left.admit(two.right, true);
        two.pass(100);
        two.left.control.close(new CloseReason(CloseReason.Kind.NOT_JOINED, "changed my mind"));
        two.pass(100);
        two.right.admit(two.left, false);
        two.pass(10_000);
        assertEquals(CloseReason.Kind.NOT_JOINED, two.right.closed.kind());
        assertEquals("changed my mind", two.right.closed.detail());
    }

    @Test
    void deactivatingSaysGoodbyeAtOnce() {
        TwoSides two = TwoSides.live(19);
        two.left.sessions.deactivate();
        two.pass(100);
        assertEquals(CloseReason.Kind.SIGNED_OUT, two.left.closed.kind());
        assertEquals(CloseReason.Kind.OTHER_LEFT, two.right.closed.kind());
    }

    @Test
    void signingOutClosesTheSessionHere() {
        TwoSides two = TwoSides.live(20);
        two.left.links.listening().orElseThrow().close();
        two.pass(3000);
        assertEquals(CloseReason.Kind.SIGNED_OUT, two.left.closed.kind());
    }

    static CompletableFuture<Void> acknowledged(TwoSides two, CompletionStage<Sent> sent) {
        return sent.toCompletableFuture()
                .join()
                .acknowledgedBy(two.left.other())
                .toCompletableFuture();
    }

    static void assertTyped(String message, CompletionStage<?> stage) {
        CompletableFuture<?> failed = stage.toCompletableFuture();
        assertTrue(failed.isCompletedExceptionally());
        Throwable why = assertThrows(CompletionException.class, failed::join).getCause();
        assertEquals(SessionException.class, why.getClass());
        assertTrue(why.getMessage().contains(message), why.getMessage());
    }
}
