package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.StreamReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came on a channel and was not yet read, and how much more may come. Delivers to the reader on the reader's executor, one call
 * at a time; nobody is called under its lock. Filled by the event loop only.
 */
final class Inbox implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int BATCH = 32;
    private static final int SMALLEST_CHUNK = 1024;

    private final ByteBufAllocator allocator;
    private final Owner owner;
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(2);
    private ByteBuf chunk; // the last piece, when it is our own copy and has room
    private int window = Limits.FIRST_WINDOW;
    private long allowance = Limits.FIRST_WINDOW; // of the window, what the other side has not used
    private int owed; // read, and not yet given back to the allowance
    private StreamReader reader;
    private Executor executor;
    private boolean running; // a delivery is under way or asked for
    private boolean ended;
    private boolean told;
    private Optional<Throwable> failure = Optional.empty();

    /** Told what follows from reading; on any thread. */
    interface Owner {
        /** Half of the window was read. */
        void creditDue();

        /** All was read, and no more will come. */
        void drained();

        /** The reader threw, or its executor takes no more. */
        void readerFailed();
    }

    Inbox(ByteBufAllocator allocator, Owner owner) {
        this.allocator = allocator;
        this.owner = owner;
    }

    /** As {@code Channel.read}. */
    void read(Executor on, StreamReader by) {
        synchronized (this) {
            reader = by;
            executor = on;
        }
        dispatch();
    }

    /**
     * A body of this length is about to come.
     *
     * @throws ProtocolException when the window does not allow it
     */
    synchronized void reserve(long length) {
        if (length > allowance) {
            throw new ProtocolException(
                    length + " bytes came on a channel whose window has room for " + allowance + " only.");
        }
        allowance -= length;
    }

    /** Takes the next bytes of a buffer, whose index does not move. False when nobody wants them any more. */
    boolean add(ByteBuf in, int length) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            hold(in, length);
        }
        dispatch();
        return true;
    }

    /** A small piece is copied: a slice would keep the whole buffer it came in, and more memory than its window says. */
    private void hold(ByteBuf in, int length) {
        if (pieces.isEmpty() || length >= in.capacity() / 2) {
            pieces.add(in.retainedSlice(in.readerIndex(), length));
            chunk = null;
            return;
        }
        if (chunk == null || chunk.maxWritableBytes() < length) {
            chunk = allocator.buffer(Math.max(SMALLEST_CHUNK, length), Math.max(Limits.FRAME, length));
            pieces.add(chunk);
        }
        chunk.writeBytes(in, in.readerIndex(), length);
    }

    /**
     * No more will come. What is here is still delivered, then the end. Only the first end counts, unless a failure loses what nobody
     * has begun to read.
     */
    void end(Optional<Throwable> why) {
        synchronized (this) {
            boolean lost = reader == null && why.isPresent() && !pieces.isEmpty();
            if (ended && !lost) {
                return;
            }
            if (lost) {
                clear(); // perhaps nobody ever reads
            }
            ended = true;
            failure = why;
        }
        dispatch();
    }

    /** Ends at once: what was not delivered is lost. */
    void drop(Throwable why) {
        synchronized (this) {
            if (told || (ended && pieces.isEmpty())) {
                return;
            }
            ended = true;
            failure = Optional.of(why);
            clear();
        }
        dispatch();
    }

    private void clear() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        chunk = null;
    }

    /** Whether all was read, and no more will come. */
    synchronized boolean isDrained() {
        return ended && pieces.isEmpty();
    }

    /** Whether enough was read that the other side should be told that it can send more. */
    synchronized boolean isCreditDue() {
        return !ended && owed >= window / 2;
    }

    /** What the other side may be told that it can send more, in bytes; 0 when not yet. Event loop only. */
    synchronized int takeCredit(WindowBudget budget, boolean fast) {
        if (!isCreditDue()) {
            return 0;
        }
        int next = budget.resize(window, owed, fast);
        int credit = owed + next - window;
        window = next;
        owed = 0;
        allowance += credit;
        return credit;
    }

    synchronized int window() {
        return window;
    }

    private void dispatch() {
        Executor on;
        synchronized (this) {
            if (running || reader == null || (pieces.isEmpty() && (!ended || told))) {
                return;
            }
            running = true;
            on = executor;
        }
        try {
            on.execute(this);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("the reader of a channel has stopped", stopped);
            synchronized (this) {
                told = true;
                ended = true;
                clear();
            }
            owner.readerFailed();
        }
    }

    /** One delivery; on the reader's executor. */
    @Override
    public void run() {
        for (int i = 0; i < BATCH; i++) {
            StreamReader to;
            Executor on;
            ByteBuf piece;
            synchronized (this) {
                to = reader;
                on = executor;
                piece = pieces.poll();
                if (pieces.isEmpty()) {
                    chunk = null;
                }
                if (piece == null && (!ended || told)) {
                    running = false;
                    return;
                }
                told = piece == null;
            }
            if (piece == null) {
                tellEnd(to);
                return;
            }
            deliver(to, piece);
            if (handedOver(on)) {
                break;
            }
        }
        synchronized (this) {
            running = false;
        }
        dispatch();
    }

    private synchronized boolean handedOver(Executor from) {
        return executor != from;
    }

    private void deliver(StreamReader to, ByteBuf piece) {
        ByteBuffer bytes = piece.nioBuffer();
        boolean failed = false;
        try {
            to.onBytes(bytes);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the reader {} of a channel failed; the channel is reset", to, e);
            failed = true;
        }
        boolean credit;
        boolean last;
        synchronized (this) {
            int read = piece.readableBytes();
            if (reader != to && bytes.hasRemaining() && !failed && !(ended && failure.isPresent())) {
                read -= bytes.remaining();
                pieces.addFirst(piece.skipBytes(read)); // the rest is the next reader's
            } else {
                piece.release();
            }
            owed += read;
            credit = isCreditDue();
            last = ended && pieces.isEmpty();
        }
        if (failed) {
            owner.readerFailed();
        } else if (credit) {
            owner.creditDue();
        } else if (last) {
            owner.drained();
        }
    }

    private void tellEnd(StreamReader to) {
        Optional<Throwable> why;
        synchronized (this) {
            why = failure;
        }
        try {
            to.onEnd(why);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the reader {} of a channel failed at its end", to, e);
        }
    }
}
