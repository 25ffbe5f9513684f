package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.Delivery;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** At most 256 messages or 1 MiB wait: exactly. */
final class BackPressureTest {
    private final TwoSides two = new TwoSides(1);

    BackPressureTest() {
        two.admit();
        two.left.control.launched();
        two.pass(1000);
    }

    private long room(List<CompletionStage<Sent>> sent) {
        two.pass(1000);
        return sent.stream()
                .filter(stage -> stage.toCompletableFuture().isDone())
                .count();
    }

    @Test
    void messages() {
        List<CompletionStage<Sent>> sent =
                IntStream.range(0, 300).mapToObj(i -> two.left.say("line " + i)).toList();
        assertEquals(256, room(sent));
        two.right.listen();
        two.pass(1000);
        assertEquals(List.of(), two.right.seen);
        two.right.control.launched();
        assertEquals(300, room(sent));
        assertEquals(IntStream.range(0, 300).mapToObj(i -> "line " + i).toList(), two.right.seen);
    }

    /** Were more taken off than was counted, a session would end after 50,000 messages. */
    @Test
    void bodiesThatCameTogetherCountForThemselvesOnly() {
        List<ByteBuffer> bodies = new ArrayList<>();
        two.right.control.launched();
        two.right.session.onMessage(message -> bodies.add(message.body()));
        IntStream.range(0, 100).forEach(i -> two.left.say("line"));
        two.pass(1000);
        assertEquals(100, bodies.size());
        for (ByteBuffer body : bodies) {
            assertEquals(List.of(0, 4, 4), List.of(body.position(), body.limit(), body.capacity()));
        }
    }

    @Test
    void bytes() {
        int half = Session.WAITING_BYTES / 2;
        List<CompletionStage<Sent>> sent = new ArrayList<>();
        for (int size : new int[] {half, half - 1, 1, 1, half}) {
            sent.add(two.left.session.send(Delivery.EPHEMERAL, ByteBuffer.allocate(size)));
        }
        assertEquals(3, room(sent));
        two.right.control.launched();
        assertEquals(3, room(sent));
        two.right.listen();
        assertEquals(5, room(sent));
        assertEquals(5, two.right.seen.size());
    }

    @Test
    void emptyOnesWaitBehindALongOneInOrder() {
        List<CompletionStage<Sent>> sent = new ArrayList<>();
        for (int size : new int[] {1, Session.WAITING_BYTES, 0, 2}) {
            sent.add(two.left.session.send(Delivery.EPHEMERAL, ByteBuffer.allocate(size)));
        }
        assertEquals(1, room(sent));
        two.right.control.launched();
        two.right.listen();
        assertEquals(4, room(sent));
        assertEquals(
                List.of(1, Session.WAITING_BYTES, 0, 2),
                two.right.seen.stream().map(String::length).toList());
    }

    @Test
    void bothKindsShareTheBound() {
        List<CompletionStage<Sent>> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add(two.left.say("all " + i));
            sent.add(two.left.session.sendTo(two.left.other(), Delivery.EPHEMERAL, Side.bytes("one " + i)));
        }
        assertEquals(256, room(sent));
        two.right.control.launched();
        two.right.listen();
        assertEquals(400, room(sent));
        assertTrue(two.right.seen.containsAll(List.of("one 199", "all 199")));
    }

    @Test
    void aSlowOneDelaysOnlyItself() {
        two.right.listen();
        two.right.control.launched();
        two.left.listen();
        two.pass(1);
        List<CompletionStage<Sent>> sent = IntStream.range(0, 1000)
                .mapToObj(i -> two.left.say("line " + i))
                .toList();
        two.right.say("other way");
        two.pass(6);
        assertEquals(List.of("other way"), two.left.seen);
        assertFalse(sent.get(999).toCompletableFuture().isDone());
        assertEquals(1000, room(sent));
        assertTrue(SessionTest.acknowledged(two, sent.get(999)).isDone());
    }

    /** Not each one of many, and the last one soon: what waits for an acknowledgement does not wait for more messages. */
    @Test
    void acknowledgementsPause() {
        TwoSides two = TwoSides.live(7);
        Wire back = Wire.of(two.right, two.left);
        List<CompletionStage<Sent>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(two.left.session.send(Delivery.EPHEMERAL, Side.bytes("line")));
            two.pass(1);
        }
        two.pass(50);
        for (CompletionStage<Sent> one : sent) {
            assertTrue(SessionTest.acknowledged(two, one).isDone());
        }
        assertTrue(back.acknowledgements() >= 10 && back.acknowledgements() <= 30);
    }
}
