package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.Delivery;
import dev.parley.api.session.Sent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that are of no use when they are old. */
final class DroppingTest {
    private static final Delivery POINTER = Delivery.latest("pointer");

    private final TwoSides two = TwoSides.live(1);

    private static List<String> lines(String what, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> what + i).toList();
    }

    private List<CompletionStage<Sent>> send(TwoSides to, Delivery delivery, List<String> lines) {
        List<CompletionStage<Sent>> sent = new ArrayList<>();
        lines.forEach(line -> sent.add(to.left.session.send(delivery, Side.bytes(line))));
        return sent;
    }

    /** Two, of whom the right one takes nothing yet. */
    private static TwoSides full() {
        TwoSides two = new TwoSides(2);
        two.admit();
        two.left.control.launched();
        two.right.listen();
        two.pass(1000);
        return two;
    }

    @Test
    void theSenderNeverWaitsAndTheNewestStay() {
        TwoSides late = full();
        send(late, Delivery.EPHEMERAL, lines("line ", 0, 256));
        List<CompletionStage<Sent>> sent = send(late, Delivery.NEWEST, lines("new ", 0, 300));
        late.pass(1);
        sent.forEach(stage -> assertTrue(stage.toCompletableFuture().isDone()));
        CompletableFuture<Void> oldest = SessionTest.acknowledged(late, sent.get(43));
        CompletableFuture<Void> kept = SessionTest.acknowledged(late, sent.get(44));
        assertTrue(oldest.isCompletedExceptionally());
        assertFalse(kept.isDone());

        late.right.control.launched();
        late.pass(1000);
        List<String> expected = new ArrayList<>(lines("line ", 0, 256));
        expected.addAll(lines("new ", 44, 300));
        assertEquals(expected, late.right.seen);
        assertTrue(kept.isDone() && !kept.isCompletedExceptionally());
    }

    @Test
    void theBoundIsOneOfBytesToo() {
        TwoSides late = full();
        send(late, Delivery.EPHEMERAL, lines("line ", 0, 256));
        for (int i = 0; i < 4; i++) {
            late.left.session.send(Delivery.NEWEST, ByteBuffer.allocate(400_000 + i));
        }
        late.right.control.launched();
        late.pass(1000);
        assertEquals(
                List.of(400_002, 400_003),
                late.right.seen.stream().skip(256).map(String::length).toList());
    }

    @Test
    void ofOneKeyOnlyTheLastOneArrives() {
        two.cut();
        send(two, POINTER, lines("pointer ", 0, 5));
        send(two, Delivery.latest("slider"), List.of("slider"));
        send(two, Delivery.EPHEMERAL, List.of("line"));
        send(two, POINTER, List.of("pointer 5"));
        two.heal();
        two.pass(5000);
        assertEquals(List.of("slider", "line", "pointer 5"), two.right.seen);
    }

    @Test
    void withRoomNothingIsDropped() {
        for (String line : lines("pointer ", 0, 300)) {
            send(two, POINTER, List.of(line));
            two.pass(20);
        }
        assertEquals(lines("pointer ", 0, 300), two.right.seen);
    }

    @Test
    void whatIsNotDroppedKeepsItsPlaceBehindWhatMayBe() {
        TwoSides late = full();
        send(late, Delivery.EPHEMERAL, lines("line ", 0, 256));
        send(late, Delivery.NEWEST, lines("new ", 0, 2));
        List<CompletionStage<Sent>> behind = send(late, Delivery.EPHEMERAL, List.of("behind"));
        late.pass(10_000);
        assertFalse(behind.get(0).toCompletableFuture().isDone());
        late.right.control.launched();
        late.pass(1000);
        assertEquals(List.of("new 0", "new 1", "behind"), late.right.seen.subList(256, late.right.seen.size()));
    }

    @Test
    void toOneItIsTheSame() {
        TwoSides late = full();
        send(late, Delivery.EPHEMERAL, lines("line ", 0, 256));
        List<CompletionStage<Sent>> sent = new ArrayList<>();
        for (String line : lines("pointer ", 0, 3)) {
            sent.add(late.left.session.sendTo(late.left.other(), POINTER, Side.bytes(line)));
        }
        late.pass(1);
        assertTrue(sent.get(1).toCompletableFuture().isCompletedExceptionally());
        late.right.control.launched();
        late.pass(1000);
        assertEquals(List.of("pointer 2"), late.right.seen.subList(256, late.right.seen.size()));
        assertTrue(SessionTest.acknowledged(late, sent.get(2)).isDone());
    }

    @Test
    void oneOfManyThatDoesNotKeepUpGetsTheNewestInTheEnd() {
        Circle circle = new Circle(3, 3, 3);
        circle.cut(0, 2);
        for (String line : lines("pointer ", 0, 600)) {
            circle.side(0).session.send(POINTER, Side.bytes(line));
            circle.pass(20);
        }
        assertEquals(lines("pointer ", 0, 600), circle.side(1).seen, "the other one gets each");
        circle.heal(0, 2);
        circle.pass(5000);
        assertEquals(List.of("pointer 599"), circle.side(2).seen);
    }
}
