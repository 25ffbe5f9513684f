package dev.parley.transport.tls.internal;

import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Completes a future with the first bytes that come; the rest is thrown away. */
record FirstBytes(CompletableFuture<byte[]> first) implements StreamReader {
    @Override
    public void onBytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        first.complete(copy);
    }

    @Override
    public void onEnd(Optional<Throwable> failure) {
        failure.ifPresent(first::completeExceptionally);
    }
}
