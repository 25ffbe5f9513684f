package dev.parley.testkit;

import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** What came on a channel and was not read yet. The reader is called on its executor, one call at a time, under no lock. */
final class FakeInbox {
    private final FakeChannel channel;
    private final Object lock;
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private int held;
    private StreamReader reader;
    private Executor executor;
    private boolean running;
    private boolean ended;
    private boolean told;
    private Optional<Throwable> failure = Optional.empty();

    /** @param network whose lock guards the state; the channel is still being made */
    FakeInbox(FakeChannel channel, FakeNetwork network) {
        this.channel = channel;
        this.lock = network;
    }

    void read(Executor on, StreamReader by) {
        synchronized (lock) {
            executor = on;
            reader = by;
        }
        // From the loop, so that a test's calls and what follows from them come in a settled order.
        channel.network().loop().execute(this::dispatch);
    }

    void add(byte[] piece) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            held += piece.length;
            if (held > FakeTransport.WINDOW) {
                throw new AssertionError(held + " bytes came in a window of " + FakeTransport.WINDOW);
            }
            pieces.add(piece);
        }
        dispatch();
    }

    void end(Optional<Throwable> why) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            failure = why;
        }
        channel.network().loop().execute(this::dispatch);
    }

    void drop(Throwable why) {
        synchronized (lock) {
            if (told || (ended && pieces.isEmpty())) {
                return;
            }
            ended = true;
            failure = Optional.of(why);
            pieces.clear();
            held = 0;
        }
        channel.network().loop().execute(this::dispatch);
    }

    /** Whether all was read, and no more will come. */
    boolean isDrained() {
        return ended && pieces.isEmpty();
    }

    private void dispatch() {
        Executor on;
        synchronized (lock) {
            if (running || reader == null || (pieces.isEmpty() && (!ended || told))) {
                return;
            }
            running = true;
            on = executor;
        }
        try {
            on.execute(this::deliver);
        } catch (RejectedExecutionException stopped) {
            synchronized (lock) {
                told = true;
            }
            channel.reset();
        }
    }

    private void deliver() {
        StreamReader to;
        byte[] piece;
        synchronized (lock) {
            to = reader;
            piece = pieces.poll();
            told = piece == null && ended;
        }
        int taken = 0;
        try {
            if (piece != null) {
                taken = give(to, piece);
            } else if (told) {
                to.onEnd(failure);
            }
        } catch (RuntimeException | LinkageError broken) {
            channel.reset(); // as every transport does with a reader that fails
        } finally {
            synchronized (lock) {
                running = false;
            }
        }
        channel.consumed(taken);
        dispatch();
    }

    /** What a reader leaves that hands over to another is the other's. */
    private int give(StreamReader to, byte[] piece) {
        ByteBuffer bytes = ByteBuffer.wrap(piece);
        to.onBytes(bytes);
        synchronized (lock) {
            int taken = piece.length;
            if (reader != to && bytes.hasRemaining() && !(ended && failure.isPresent())) {
                byte[] rest = new byte[bytes.remaining()];
                bytes.get(rest);
                pieces.addFirst(rest);
                taken -= rest.length;
            }
            held = Math.max(0, held - taken);
            return taken;
        }
    }
}
