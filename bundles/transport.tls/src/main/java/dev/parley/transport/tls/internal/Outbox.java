package dev.parley.transport.tls.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What was written to a channel and not yet sent. Bytes are copied into chunks with room for the header before them, so that many
 * small writes become one frame, and a full chunk is sent as it is. Thread-safe; nobody is called under its lock.
 */
final class Outbox {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
    private static final int SMALLEST_CHUNK = 512;

    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> chunks =
            new ArrayDeque<>(2); // reader index: the next byte to be sent, at least a header in
    private int queued;
    private long window = Limits.FIRST_WINDOW; // what the other side takes
    private CompletableFuture<Void> room; // somebody waits
    private Throwable refusal; // of further writes
    private boolean failed;
    private boolean ended;
    private boolean endTaken;
    private boolean claimed;

    Outbox(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Copies all that remains. As {@code Channel.write}. */
    synchronized CompletionStage<Void> append(ByteBuffer bytes) {
        if (refusal != null) {
            return CompletableFuture.failedStage(refusal);
        }
        int limit = bytes.limit();
        while (bytes.hasRemaining()) {
            ByteBuf tail = tail(bytes.remaining());
            int some = Math.min(bytes.remaining(), tail.maxWritableBytes());
            tail.writeBytes(bytes.limit(bytes.position() + some));
            bytes.limit(limit);
            queued += some;
        }
        if (queued <= Limits.QUEUE) {
            return DONE;
        }
        if (room == null) {
            room = new CompletableFuture<>();
        }
        return room.minimalCompletionStage();
    }

    private ByteBuf tail(int wanted) {
        ByteBuf tail = chunks.peekLast();
        if (tail == null || tail.maxWritableBytes() == 0) {
            int capacity = Math.min(Limits.FRAME, Math.max(SMALLEST_CHUNK, Header.BYTES + wanted));
            tail = allocator.buffer(capacity, Limits.FRAME).setIndex(Header.BYTES, Header.BYTES);
            chunks.add(tail);
        }
        return tail;
    }

    /** Nothing more is to be written; the end follows what waits. */
    synchronized void end() {
        ended = true;
        refuse(new IllegalStateException("nothing can be written to a channel after its end"));
    }

    /** Writes fail from now on; what waits is still sent. */
    synchronized void refuse(Throwable why) {
        if (refusal == null) {
            refusal = why;
        }
    }

    /** Whether there is something to send that nobody has claimed; if so, the caller must see to it. */
    synchronized boolean claim() {
        if (claimed || !pending()) {
            return false;
        }
        claimed = true;
        return true;
    }

    /** After a frame was taken: whether there is more. If not, the claim is given back. */
    synchronized boolean more() {
        claimed = pending();
        return claimed;
    }

    private boolean pending() {
        return !failed && (!chunks.isEmpty() || (ended && !endTaken));
    }

    /** Whether there is a frame to take: data that the window lets go, or the end. */
    synchronized boolean isTakeable() {
        return pending() && (chunks.isEmpty() || window > 0);
    }

    /** Whether all that was written has been taken. */
    synchronized boolean drained() {
        return !pending();
    }

    /** The next frame of data, as far as the window lets it; null when there is none. */
    synchronized ByteBuf take(int flags, int streamId) {
        ByteBuf head = chunks.peekFirst();
        if (head == null || window == 0 || failed) {
            return null;
        }
        int length = (int) Math.min(head.readableBytes(), window);
        window -= length;
        queued -= length;
        Header header = new Header(Header.DATA, flags, streamId, length);
        if (length == head.readableBytes()) {
            chunks.removeFirst();
            int start = head.readerIndex() - Header.BYTES;
            header.set(head, start);
            return head.readerIndex(start);
        }
        ByteBuf part = allocator.buffer(Header.BYTES + length);
        header.set(part, 0);
        return part.writerIndex(Header.BYTES).writeBytes(head, length);
    }

    /** Whether the end is due now: all is sent, and it has not been taken. Takes it. */
    synchronized boolean takeEnd() {
        if (!ended || endTaken || !chunks.isEmpty() || failed) {
            return false;
        }
        endTaken = true;
        return true;
    }

    /** Who waited for room, when there is room again; to be completed outside of any lock. */
    synchronized Optional<CompletableFuture<Void>> freed() {
        if (room == null || queued > Limits.QUEUE / 2) {
            return Optional.empty();
        }
        CompletableFuture<Void> waiting = room;
        room = null;
        return Optional.of(waiting);
    }

    /** The other side takes more. False when the sum is more than the format can say. */
    synchronized boolean widen(long delta) {
        window += delta;
        return window <= 0xffff_ffffL;
    }

    /** Drops what waits; writes fail from now on. Only the first failure counts. */
    void fail(Throwable why) {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            if (failed) {
                return;
            }
            failed = true;
            refuse(why);
            waiting = room;
            room = null;
            queued = 0;
            chunks.forEach(ByteBuf::release);
            chunks.clear();
        }
        if (waiting != null) {
            waiting.completeExceptionally(why);
        }
    }
}
