package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.link.LinkClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was written, until it is sent. */
final class OutboxTest {
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
    private final Outbox box = new Outbox(memory);

    @AfterEach
    void nothingIsHeld() {
        box.fail(new LinkClosedException("the test is over"));
        assertEquals(0, memory.metric().usedHeapMemory());
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length);
    }

    private Frame take() {
        ByteBuf taken = box.take(0, 1);
        if (taken == null) {
            return null;
        }
        try {
            return Frame.parse(taken).get(0);
        } finally {
            taken.release();
        }
    }

    @Test
    void smallWritesBecomeOneFrame() {
        for (int i = 0; i < 100; i++) {
            box.append(bytes(100));
        }
        assertEquals(10_000, take().body().length);
        assertNull(take());
    }

    @Test
    void noFrameIsLargerThanSixteenKibibytes() {
        byte[] written = new byte[100_000];
        new Random(1).nextBytes(written);
        ByteBuffer given = ByteBuffer.wrap(written);
        box.append(given);
        assertFalse(given.hasRemaining());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (Frame frame = take(); frame != null; frame = take()) {
            assertTrue(frame.encode().length <= 16 * 1024);
            read.writeBytes(frame.body());
        }
        assertArrayEquals(written, read.toByteArray());
    }

    @Test
    void theLimitOfTheCallersBufferStays() {
        ByteBuffer given = bytes(40_000).limit(30_000);
        box.append(given);
        assertEquals(30_000, given.limit());
        assertEquals(30_000, given.position());
    }

    @Test
    void onlyWhatTheWindowAllowsGoes() {
        box.append(bytes(Limits.FIRST_WINDOW + 5));
        int sent = 0;
        for (Frame frame = take(); frame != null; frame = take()) {
            sent += frame.body().length;
        }
        assertEquals(Limits.FIRST_WINDOW, sent);
        assertFalse(box.isTakeable());
        assertTrue(box.widen(3));
        assertEquals(3, take().body().length);
        assertTrue(box.widen(100));
        assertEquals(2, take().body().length);
        assertTrue(box.drained());
    }

    @Test
    void aWindowOfMoreThanTheFormatCanSayIsRefused() {
        assertTrue(box.widen(0xffff_ffffL - Limits.FIRST_WINDOW));
        assertFalse(box.widen(1));
    }

    @Test
    void aWriterIsToldToWaitAndThenToGoOn() {
        CompletionStage<Void> first = box.append(bytes(Limits.QUEUE));
        assertTrue(first.toCompletableFuture().isDone());
        CompletionStage<Void> second = box.append(bytes(1));
        CompletionStage<Void> third = box.append(bytes(1));
        assertFalse(second.toCompletableFuture().isDone());
        assertTrue(box.freed().isEmpty());
        int left = Limits.QUEUE + 2;
        while (left > Limits.QUEUE / 2) {
            assertTrue(box.freed().isEmpty());
            left -= take().body().length;
        }
        box.freed().orElseThrow().complete(null);
        assertTrue(second.toCompletableFuture().isDone());
        assertTrue(third.toCompletableFuture().isDone());
        assertTrue(box.freed().isEmpty());
    }

    @Test
    void itIsClaimedOnceUntilItIsEmpty() {
        assertFalse(box.claim());
        box.append(bytes(20_000));
        assertTrue(box.claim());
        assertFalse(box.claim());
        take();
        assertTrue(box.more());
        assertFalse(box.claim());
        take();
        assertFalse(box.more());
        assertFalse(box.claim());
        box.append(bytes(1));
        assertTrue(box.claim());
    }

    @Test
    void theEndComesAfterAllThatWasWritten() {
        box.append(bytes(10));
        box.end();
        assertFalse(box.takeEnd());
        take();
        assertTrue(box.isTakeable());
        assertTrue(box.takeEnd());
        assertFalse(box.takeEnd());
        assertTrue(box.drained());
        Waiting.failure(IllegalStateException.class, box.append(bytes(1)));
    }

    @Test
    void whatWasWrittenBeforeARefusalStillGoes() {
        box.append(bytes(10));
        box.refuse(new LinkClosedException("closing"));
        Waiting.failure(LinkClosedException.class, box.append(bytes(1)));
        assertEquals(10, take().body().length);
    }

    @Test
    void aFailureDropsWhatWaitsAndTellsWhoWaits() {
        CompletionStage<Void> waiting = box.append(bytes(Limits.QUEUE + 1));
        LinkClosedException why = new LinkClosedException("cut");
        box.fail(why);
        box.fail(new LinkClosedException("cut again"));
        assertSame(why, Waiting.failure(LinkClosedException.class, waiting));
        assertSame(why, Waiting.failure(LinkClosedException.class, box.append(bytes(1))));
        assertEquals(0, memory.metric().usedHeapMemory());
        assertNull(take());
        assertFalse(box.claim());
    }
}
