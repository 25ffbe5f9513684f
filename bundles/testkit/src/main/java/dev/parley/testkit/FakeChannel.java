package dev.parley.testkit;

import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.StreamReader;
import dev.parley.spi.transport.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One side of a channel: the sending half; the receiving one is its {@link FakeInbox}. State under the network's lock. */
final class FakeChannel implements Channel {
    private static final int FRAME = 16 * 1024;

    private final FakeConnection connection;
    private final FakeNetwork network;
    private final boolean control;
    private final FakeInbox in;
    private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();
    private int id; // negative when opened there, 0 before the first write
    private boolean announced;
    private int credit = FakeTransport.WINDOW;
    private CompletableFuture<Void> room;
    private Throwable refusal;
    private boolean ended;
    private boolean endSent;
    private boolean over;

    /** What comes for a channel. */
    interface Frame {
        void arriveAt(FakeChannel channel);
    }

    FakeChannel(FakeConnection connection, boolean control, int id) {
        this.connection = connection;
        this.network = connection.network();
        this.in = new FakeInbox(this, network);
        this.control = control;
        this.id = id;
        this.announced = id != 0;
    }

    int id() {
        return id;
    }

    boolean isControl() {
        return control;
    }

    FakeNetwork network() {
        return network;
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        synchronized (network) {
            if (refusal != null) {
                return CompletableFuture.failedStage(refusal);
            }
            if (copy.length > 0) {
                unsent.add(ByteBuffer.wrap(copy));
            }
            flush();
            if (unsent.isEmpty()) {
                return CompletableFuture.completedStage(null);
            }
            if (room == null) {
                room = new CompletableFuture<>();
            }
            return room.minimalCompletionStage();
        }
    }

    @Override
    public void end() {
        synchronized (network) {
            if (refusal == null) {
                refusal = new IllegalStateException("nothing can be written to a channel after its end");
            }
            ended = true;
            flush();
        }
        finish();
    }

    /** Sends as much as the other side takes. Under the lock. */
    private void flush() {
        while (!unsent.isEmpty() && credit > 0 && !over) {
            ByteBuffer head = unsent.element();
            int length = network.pieceOf(Math.min(Math.min(head.remaining(), credit), FRAME));
            byte[] piece = new byte[length];
            head.get(piece);
            credit -= length;
            if (!head.hasRemaining()) {
                unsent.remove();
            }
            network.leaves(connection.node(), connection.peer().node(), piece);
            send(channel -> channel.in.add(piece));
        }
        if (unsent.isEmpty() && ended && !endSent && !over) {
            endSent = true;
            send(channel -> {
                channel.in.end(Optional.empty());
                channel.finish();
            });
        }
    }

    private void send(Frame frame) {
        boolean first = !announced;
        if (first) {
            announced = true;
            id = connection.register(this);
        }
        int sentId = id;
        FakeConnection to = connection.peer();
        connection.send(() -> to.receive(sentId, first, frame));
    }

    @Override
    public void reset() {
        synchronized (network) {
            if (over) {
                return;
            }
            if (announced) {
                send(FakeChannel::resetReceived);
            }
        }
        fail(new LinkClosedException("This channel was reset here."), true);
    }

    void resetReceived() {
        fail(new LinkClosedException("The other side reset this channel."), true);
    }

    void connectionClosed(Throwable why) {
        fail(why, false);
    }

    /** @param drop whether what came and was not read yet is lost */
    private void fail(Throwable why, boolean drop) {
        CompletableFuture<Void> waiting;
        synchronized (network) {
            if (over) {
                return;
            }
            over = true;
            refusal = why;
            unsent.clear();
            waiting = room;
            room = null;
        }
        connection.forget(this);
        if (drop) {
            in.drop(why);
        } else {
            in.end(Optional.of(why));
        }
        if (waiting != null) {
            waiting.completeExceptionally(why);
        }
        connection.flushed();
    }

    /** Both directions have ended in order and all was read: the channel no longer counts. */
    void finish() {
        synchronized (network) {
            if (over || !endSent || !in.isDrained()) {
                return;
            }
            over = true;
        }
        connection.forget(this);
    }

    void refuseWrites() {
        if (refusal == null) {
            refusal = new LinkClosedException("The connection was closed here.");
        }
    }

    boolean isSent() {
        return unsent.isEmpty();
    }

    @Override
    public void read(Executor executor, StreamReader reader) {
        in.read(executor, reader);
    }

    /** The reader took bytes: the other side may send as many more. */
    void consumed(int bytes) {
        synchronized (network) {
            if (!over && bytes > 0) {
                send(channel -> channel.widen(bytes));
            }
        }
        finish();
    }

    private void widen(int bytes) {
        CompletableFuture<Void> waiting = null;
        synchronized (network) {
            credit += bytes;
            flush();
            if (unsent.isEmpty()) {
                waiting = room;
                room = null;
            }
        }
        if (waiting != null) {
            waiting.complete(null);
        }
        connection.flushed();
    }
}
