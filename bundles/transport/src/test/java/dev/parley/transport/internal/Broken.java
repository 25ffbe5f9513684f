package dev.parley.transport.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A stream that only counts how often it was broken. */
final class Broken implements Stream {
    final List<ProtocolException> failures = new ArrayList<>();
    int ends;

    @Override
    public Link link() {
        throw new UnsupportedOperationException("there is none");
    }

    @Override
    public ProtocolId protocol() {
        return Control.PROTOCOL;
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void end() {
        ends++;
    }

    @Override
    public void reset() {
        ends++;
    }

    @Override
    public void read(Executor executor, StreamReader reader) {
        throw new UnsupportedOperationException("it is read by hand");
    }

    @Override
    public void fail(ProtocolException broken) {
        failures.add(broken);
    }
}
