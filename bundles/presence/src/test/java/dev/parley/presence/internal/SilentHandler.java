package dev.parley.presence.internal;

import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes streams, keeps what comes, and says nothing by itself: a test writes what it likes. */
final class SilentHandler implements ProtocolHandler {
    final List<Stream> streams = new ArrayList<>();
    final List<Optional<Throwable>> ends = new ArrayList<>();
    int bytes;

    private final ProtocolId protocol;

    SilentHandler(ProtocolId protocol) {
        this.protocol = protocol;
    }

    @Override
    public ProtocolId protocol() {
        return protocol;
    }

    @Override
    public void opened(Stream stream) {
        streams.add(stream);
        stream.read(Runnable::run, reader());
    }

    StreamReader reader() {
        return new StreamReader() {
            @Override
            public void onBytes(ByteBuffer came) {
                bytes += came.remaining();
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                ends.add(failure);
            }
        };
    }
}
