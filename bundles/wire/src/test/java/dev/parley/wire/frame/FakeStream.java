package dev.parley.wire.frame;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Keeps what was written and why it failed. */
final class FakeStream implements Stream {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    int failures;
    ProtocolException failure;

    @Override
    public Link link() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProtocolId protocol() {
        return ProtocolId.parse("parley.test/1");
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        written.writeBytes(array);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void end() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void read(Executor executor, StreamReader reader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fail(ProtocolException broken) {
        failures++;
        failure = broken;
    }
}
