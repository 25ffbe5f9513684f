package dev.parley.invitation.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One end of a stream of a {@link FakeLink}. What is under way when the link breaks is lost. */
final class FakeStream implements Stream {
    private final FakeLink link;
    private final Deque<Consumer<StreamReader>> waiting = new ArrayDeque<>();
    private FakeStream other;
    private StreamReader reader;
    private Executor executor;
    private boolean over;
    private boolean ended;

    FakeStream(FakeLink link) {
        this.link = link;
    }

    void pair(FakeStream stream) {
        other = stream;
        stream.other = this;
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public ProtocolId protocol() {
        return Steps.PROTOCOL;
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        if (over || ended) {
            return CompletableFuture.failedFuture(new LinkClosedException("over"));
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        for (int i = 0; i < link.world().copies; i++) {
            link.deliver(() -> other.arrive(to -> to.onBytes(ByteBuffer.wrap(copy))));
        }
        link.world().sent(link);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void end() {
        if (!over && !ended) {
            ended = true;
            link.deliver(() -> other.arrive(to -> to.onEnd(Optional.empty())));
        }
    }

    @Override
    public void reset() {
        if (!over) {
            over = true;
            link.deliver(() -> other.broken(new LinkClosedException("reset")));
        }
    }

    @Override
    public void read(Executor on, StreamReader to) {
        executor = on;
        reader = to;
        while (!waiting.isEmpty()) {
            pass(waiting.remove());
        }
    }

    @Override
    public void fail(ProtocolException broken) {
        link.world().violations.add(broken);
        over = true;
        link.deliver(() -> other.broken(broken));
    }

    void broken(RuntimeException why) {
        if (!over) {
            over = true;
            pass(to -> to.onEnd(Optional.of(why)));
        }
    }

    private void arrive(Consumer<StreamReader> event) {
        if (!over) {
            pass(event);
        }
    }

    private void pass(Consumer<StreamReader> event) {
        if (reader == null) {
            waiting.add(event);
        } else {
            try {
                executor.execute(() -> event.accept(reader));
            } catch (java.util.concurrent.RejectedExecutionException stopped) {
                over = true;
            }
        }
    }
}
