package dev.parley.transport.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.spi.transport.Channel;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A channel with a protocol. Bytes go straight through; only their number is taken. */
final class StreamImpl implements Stream {
    private final LinkImpl link;
    private final ProtocolId protocol;
    private final Channel channel;
    private final long number;
    private final boolean ours;
    private final ByteBuffer begun;
    private volatile ProtocolException refused;

    /**
     * @param number as in its header
     * @param ours whether it was opened here
     * @param begun what came with the header of a stream that the other side opened
     */
    StreamImpl(LinkImpl link, ProtocolId protocol, Channel channel, long number, boolean ours, ByteBuffer begun) {
        this.link = link;
        this.protocol = protocol;
        this.channel = channel;
        this.number = number;
        this.ours = ours;
        this.begun = begun;
    }

    long number() {
        return number;
    }

    boolean ours() {
        return ours;
    }

    Channel channel() {
        return channel;
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
        link.sent(bytes.remaining());
        return channel.write(bytes);
    }

    @Override
    public void end() {
        channel.end();
    }

    @Override
    public void reset() {
        link.forget(this);
        channel.reset();
    }

    @Override
    public void read(Executor executor, StreamReader reader) {
        Counting counting = new Counting(reader);
        if (begun.hasRemaining()) {
            // What came with the header goes first: the executor keeps the order.
            executor.execute(() -> counting.onBytes(begun));
        }
        channel.read(executor, counting);
    }

    @Override
    public void fail(ProtocolException broken) {
        link.broken(this, broken);
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
        private final StreamReader reader;

        Counting(StreamReader reader) {
            this.reader = reader;
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            if (link.received(bytes.remaining())) {
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
