package dev.parley.testkit;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One end of a stream: what it receives waits in pieces until its reader takes them one by one. */
final class FakeStream implements Stream {
    private static final int WINDOW = 256 * 1024;
    private static final int FRAME = 16 * 1024;

    private final FakeLink link;
    private final ProtocolId protocol;
    private final Queue<ByteBuffer> arrived = new ArrayDeque<>();
    private FakeStream peer;
    private Executor executor;
    private StreamReader reader;
    private boolean reading; // a call of the reader is under way
    private long underWay; // bytes written and not read there
    private long due;
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private boolean endSent;
    private boolean endArrived;
    private boolean told;
    private Throwable over; // no more bytes go in either direction

    FakeStream(FakeLink link, ProtocolId protocol) {
        this.link = link;
        this.protocol = protocol;
    }

    void pair(FakeStream other) {
        peer = other;
    }

    /** Runs at the other end after the time under way, in the order of the calls; not when the link is cut before. */
    void arrive(Runnable there) {
        FakeLinks owner = link.owner();
        long now = owner.time().nanoTime();
        due = Math.max(due, now + owner.delay().toNanos());
        var unused = peer.link
                .owner()
                .executor()
                .schedule(
                        () -> {
                            if (link.closed().isEmpty()) {
                                there.run();
                            }
                        },
                        due - now,
                        TimeUnit.NANOSECONDS);
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public ProtocolId protocol() {
        return protocol;
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        if (over != null || endSent) {
            return CompletableFuture.failedStage(new LinkClosedException(protocol + " is over.", over));
        }
        link.owner().written(link.remote(), bytes);
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        underWay += copy.remaining();
        while (copy.hasRemaining()) {
            int most = Math.min(copy.remaining(), FRAME);
            int some = 1 + link.owner().time().random().nextInt(most);
            ByteBuffer piece = copy.slice(copy.position(), Math.max(some, most / 2));
            copy.position(copy.position() + piece.remaining());
            arrive(() -> peer.received(piece));
        }
        if (underWay > WINDOW && room.isDone()) {
            room = new CompletableFuture<>();
        }
        return room;
    }

    private void received(ByteBuffer piece) {
        if (over == null) {
            arrived.add(piece);
            next();
        }
    }

    private void taken(int bytes) {
        underWay -= bytes;
        if (underWay <= WINDOW) {
            room.complete(null);
        }
    }

    @Override
    public void end() {
        if (over == null && !endSent) {
            endSent = true;
            arrive(peer::ended);
            forgetWhenOver();
        }
    }

    private void ended() {
        endArrived = true;
        forgetWhenOver();
        next();
    }

    private void forgetWhenOver() {
        if (endSent && endArrived) {
            link.forget(this);
        }
    }

    @Override
    public void reset() {
        if (over == null) {
            arrive(() -> peer.broke(new LinkClosedException("The other side reset " + protocol + ".")));
            broke(new LinkClosedException(protocol + " was reset here."));
        }
    }

    /** It is over, now. */
    void broke(Throwable why) {
        if (over == null) {
            over = why;
            arrived.clear();
            link.forget(this);
            room.completeExceptionally(why);
            room = CompletableFuture.failedFuture(why);
            next();
        }
    }

    @Override
    public void fail(ProtocolException broken) {
        link.owner().broke(broken);
        reset();
    }

    @Override
    public void read(Executor where, StreamReader who) {
        if (reader != null) {
            throw new IllegalStateException(protocol + " is read already");
        }
        executor = where;
        reader = who;
        next();
    }

    private void next() {
        if (reader == null || reading || told) {
            return;
        }
        ByteBuffer piece = arrived.poll();
        if (piece != null) {
            reading = true;
            run(() -> read(piece));
        } else if (over != null || endArrived) {
            told = true;
            Optional<Throwable> failure = Optional.ofNullable(over);
            run(() -> reader.onEnd(failure));
        }
    }

    private void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException nobodyReads) {
            told = true;
            reset();
        }
    }

    private void read(ByteBuffer piece) {
        int bytes = piece.remaining();
        try {
            reader.onBytes(piece.asReadOnlyBuffer());
        } finally {
            reading = false;
            peer.arriveBack(bytes);
            next();
        }
    }

    /** The window opens again after the way back. */
    private void arriveBack(int bytes) {
        peer.arrive(() -> taken(bytes));
    }

    @Override
    public String toString() {
        return protocol + " over " + link;
    }
}
