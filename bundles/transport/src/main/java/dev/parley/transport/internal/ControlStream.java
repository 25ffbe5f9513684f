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

/** The control channel as a stream: what breaks it breaks the link. */
record ControlStream(LinkImpl owner, Channel channel) implements Stream {
    @Override
    public Link link() {
        return owner;
    }

    @Override
    public ProtocolId protocol() {
        return Control.PROTOCOL;
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        return channel.write(bytes);
    }

    @Override
    public void end() {
        channel.end();
    }

    @Override
    public void reset() {
        channel.reset();
    }

    @Override
    public void read(Executor executor, StreamReader reader) {
        channel.read(executor, new StreamReader() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                if (owner.besides(bytes.remaining())) {
                    reader.onBytes(bytes);
                }
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                reader.onEnd(failure);
            }
        });
    }

    @Override
    public void fail(ProtocolException broken) {
        owner.failed(broken);
    }
}
