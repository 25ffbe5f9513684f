package dev.parley.transport.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.spi.transport.Channel;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A channel with a protocol. Bytes go straight through; only their number is taken. */
final class StreamImpl implements Stream {
    private final LinkImpl link;
    private final ProtocolId protocol;
    private final Channel channel;
    private final long number;
    private final boolean ours;
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Gate gate = new Gate();
    private final Counting counting = new Counting();
    private volatile StreamReader reader;
    private volatile ProtocolException refused;
    private volatile Lazy<ProtocolHandler> server;

    /**
     * @param number as in its header
     * @param ours whether it was opened here
     */
    StreamImpl(LinkImpl link, ProtocolId protocol, Channel channel, long number, boolean ours) {
        this.link = link;
        this.protocol = protocol;
        this.channel = channel;
        this.number = number;
        this.ours = ours;
    }

    /** Takes the channel over from whoever read the header: what comes waits in the channel's window until somebody reads. */
    void takeOver() {
        channel.read(gate, counting);
    }

    long number() {
        return number;
    }

    boolean ours() {
        return ours;
    }

    /** Which service speaks on it from now on. */
    void servedBy(Lazy<ProtocolHandler> service) {
        server = service;
    }

    boolean isServedBy(Lazy<ProtocolHandler> service) {
        return service.equals(server);
    }

    @Override
    public LinkImpl link() {
        return link;
    }

    @Override
    public ProtocolId protocol() {
        return protocol;
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        if (broken.get()) {
            return CompletableFuture.failedStage(new LinkClosedException("The stream " + this + " was given up here."));
        }
        link.sent(bytes.remaining());
        return channel.write(bytes);
    }

    @Override
    public void end() {
        channel.end();
    }

    @Override
    public void reset() {
        if (!broken.get()) { // otherwise the reason goes first
            cut();
        }
    }

    /** Resets the channel now. */
    void cut() {
        link.forget(this);
        channel.reset();
    }

    @Override
    public void read(Executor executor, StreamReader by) {
        reader = by;
        Executor whileItRuns = task -> {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException stopped) {
                link.forget(this); // nobody reads it any more; the transport resets the channel
                throw stopped;
            }
        };
        if (ours) {
            channel.read(whileItRuns, counting);
        } else {
            gate.open(whileItRuns);
        }
    }

    /** Only the first breach counts: what follows from it is none of its own. */
    @Override
    public void fail(ProtocolException why) {
        if (!broken.getAndSet(true)) {
            link.broken(this, why);
        }
    }

    /** Whoever spoke on it here is gone. */
    void withdraw() {
        if (!broken.getAndSet(true)) {
            link.withdrawn(this);
        }
    }

    /** The other side said why it gives this stream up. */
    void refused(ProtocolException why) {
        refused = why;
    }

    @Override
    public String toString() {
        return protocol + " with " + link;
    }

    private final class Counting implements StreamReader {
        @Override
        public void onBytes(ByteBuffer bytes) {
            if (link.received(bytes.remaining()) && !broken.get()) {
                reader.onBytes(bytes);
            }
        }

        @Override
        public void onEnd(Optional<Throwable> failure) {
            link.forget(StreamImpl.this);
            ProtocolException why = refused;
            reader.onEnd(why == null ? failure : Optional.of(why));
        }
    }
}
