package dev.parley.tests.bench.peer;

import dev.parley.spi.link.StreamReader;
import dev.parley.tests.bench.load.Framer;
import dev.parley.tests.bench.load.Receiver;
import dev.parley.tests.bench.load.Wire;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Messages over a channel or a stream, whichever it is. */
final class FlowWire implements Wire, StreamReader {
    private static final long CLOSE_S = 5;

    private final Function<ByteBuffer, CompletionStage<Void>> flow;
    private final Runnable closer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Framer framer;
    private final Object sending = new Object();
    private ByteBuffer buffer = ByteBuffer.allocate(0); // guarded by it; grows as messages do
    private volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

    FlowWire(Function<ByteBuffer, CompletionStage<Void>> flow, Runnable closer, Receiver receiver) {
        this.flow = flow;
        this.closer = closer;
        this.framer = new Framer(message -> receiver.message(this, message));
    }

    @Override
    public boolean send(byte[] message) {
        synchronized (sending) {
            if (buffer.capacity() < Framer.HEADER + message.length) {
                buffer = ByteBuffer.allocate(Framer.HEADER + message.length);
            }
            buffer.clear().putInt(message.length).put(message).flip();
            room = flow.apply(buffer).toCompletableFuture();
        }
        return !room.isDone();
    }

    @Override
    public void awaitRoom() throws InterruptedException {
        try {
            room.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the flow broke", e);
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        framer.read(bytes);
    }

    @Override
    public void onEnd(Optional<Throwable> failure) {
        ended();
    }

    /** What carries it is closed. */
    void ended() {
        closed.countDown();
    }

    @Override
    public void close() throws InterruptedException {
        closer.run();
        if (!closed.await(CLOSE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not closed within " + CLOSE_S + " s");
        }
    }
}
