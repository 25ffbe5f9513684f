package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.ByteStream;
import dev.parley.api.session.SessionException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Byte streams beside the messages. */
final class ByteStreamTest {
    private final TwoSides two = TwoSides.live(1);
    private final List<ByteStream> accepted = new ArrayList<>();
    private final List<Optional<Throwable>> ends = new ArrayList<>();
    private final StringBuilder got = new StringBuilder();

    private CompletionStage<ByteStream> open(String name) {
        CompletionStage<ByteStream> opened = two.left.session.open(two.left.other(), name);
        two.pass(200);
        return opened;
    }

    private ByteStream opened(String name) {
        CompletableFuture<ByteStream> stage = open(name).toCompletableFuture();
        assertTrue(stage.isDone());
        return stage.join();
    }

    private void read(ByteStream stream) {
        stream.read(bytes -> got.append(Side.text(bytes)), ends::add);
    }

    private static int streams(Side side) {
        return side.links.all().get(0).info().streams();
    }

    @Test
    void bytesGoBothWays() {
        two.right.session.accept("file", accepted::add);
        ByteStream here = opened("file");
        ByteStream there = accepted.get(0);
        assertEquals("file", there.name());
        assertEquals(two.left.session.self(), there.member());
        assertEquals(two.left.other(), here.member());
        here.write(Side.bytes("one "));
        here.write(Side.bytes("two"));
        here.end();
        two.pass(100);
        read(there);
        two.pass(100);
        assertEquals("one two", got.toString());
        assertEquals(List.of(Optional.empty()), ends);
        there.write(Side.bytes(", back"));
        there.end();
        read(here);
        two.pass(100);
        assertEquals("one two, back", got.toString());
        assertEquals(2, ends.size());
        assertEquals(1, streams(two.left), "only the session's own is left");
    }

    @Test
    void bytesThatComeWithTheAnswerAreRead() {
        two.right.session.accept("push", stream -> {
            stream.write(Side.bytes("at once"));
            stream.end();
        });
        ByteStream here = opened("push");
        read(here);
        two.pass(100);
        assertEquals("at once", got.toString());
        assertEquals(List.of(Optional.empty()), ends);
    }

    @Test
    void whoDoesNotReadHoldsTheWriter() {
        two.right.session.accept("bulk", accepted::add);
        ByteStream here = opened("bulk");
        int wrote = 0;
        CompletionStage<Void> room = here.write(ByteBuffer.allocate(64 * 1024));
        two.pass(100);
        while (room.toCompletableFuture().isDone() && wrote < 1000) {
            wrote++;
            room = here.write(ByteBuffer.allocate(64 * 1024));
            two.pass(100);
        }
        assertTrue(wrote < 10, "wrote " + wrote);
        two.left.say("messages pass beside");
        two.pass(100);
        assertEquals(List.of("messages pass beside"), two.right.seen);
        read(accepted.get(0));
        two.pass(1000);
        assertTrue(room.toCompletableFuture().isDone());
        assertEquals((wrote + 1) * 64 * 1024, got.length());
    }

    @Test
    void nobodyAcceptsTheName() {
        CompletionStage<ByteStream> stage = open("other");
        SessionTest.assertTyped("accepts no stream called other", stage);
        assertEquals(1, streams(two.left));
        assertEquals(1, streams(two.right));
    }

    @Test
    void oneHandlerAName() {
        var first = two.right.session.accept("file", accepted::add);
        two.right.session.accept("more", accepted::add);
        assertThrows(IllegalStateException.class, () -> two.right.session.accept("file", accepted::add));
        first.close();
        two.right.session.accept("file", accepted::add);
        assertThrows(IllegalArgumentException.class, () -> two.right.session.accept("a\nb", accepted::add));
    }

    @Test
    void isReadOnce() {
        two.right.session.accept("file", accepted::add);
        ByteStream here = opened("file");
        read(here);
        assertThrows(IllegalStateException.class, () -> read(here));
    }

    @Test
    void aCutBreaksItAndNotTheSession() {
        two.right.session.accept("file", accepted::add);
        ByteStream here = opened("file");
        read(here);
        two.cut();
        two.pass(100);
        assertEquals(SessionException.class, ends.get(0).orElseThrow().getClass());
        CompletionStage<Void> write = here.write(Side.bytes("x"));
        two.pass(1);
        SessionTest.assertTyped("The stream file with", write);
        SessionTest.assertTyped("could not be opened", open("file"));
        two.heal();
        two.pass(3000);
        assertTrue(open("file").toCompletableFuture().isDone());
        assertEquals(2, accepted.size());
    }

    @Test
    void closingEndsBothDirections() {
        two.right.session.accept("file", accepted::add);
        ByteStream here = opened("file");
        read(accepted.get(0));
        here.close();
        here.close();
        two.pass(100);
        assertTrue(ends.get(0).isPresent());
        assertEquals(1, streams(two.right));
    }

    @Test
    void theEndOfTheSessionEndsIt() {
        two.right.session.accept("file", accepted::add);
        ByteStream here = opened("file");
        two.left.session.leave();
        two.pass(1000);
        CompletionStage<Void> write = here.write(Side.bytes("x"));
        assertTrue(write.toCompletableFuture().isCompletedExceptionally());
        assertEquals(0, streams(two.left));
        assertFalse(two.left.links.all().get(0).info().accepted(), "somebody holds the link still");
        assertFalse(two.right.links.all().get(0).info().accepted(), "somebody holds the link still");
    }

    @Test
    void anApplicationThatFailsAtItLosesOnlyIt() {
        two.right.session.accept("file", accepted::add);
        ByteStream here = opened("file");
        accepted.get(0)
                .read(
                        bytes -> {
                            throw new IllegalStateException("the test throws");
                        },
                        ends::add);
        read(here);
        here.write(Side.bytes("x"));
        two.left.say("still there");
        two.pass(100);
        assertTrue(ends.get(0).isPresent());
        assertEquals(List.of("still there"), two.right.seen);
    }

    @Test
    void aHandlerThatThrowsHarmsNothing() {
        two.right.session.accept("file", stream -> {
            throw new IllegalStateException("the test throws");
        });
        ByteStream here = opened("file");
        read(here);
        two.pass(100);
        assertTrue(ends.get(0).isPresent(), "its stream is closed");
        two.left.say("still there");
        two.pass(100);
        assertEquals(List.of("still there"), two.right.seen);
    }
}
