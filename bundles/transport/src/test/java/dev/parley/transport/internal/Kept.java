package dev.parley.transport.internal;

import dev.parley.spi.link.StreamReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keeps what a stream brings. */
final class Kept implements StreamReader {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int ends;
    private Optional<Throwable> failure = Optional.empty();

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onBytes(ByteBuffer some) {
        while (some.hasRemaining()) {
            bytes.write(some.get());
        }
    }

    @Override
    public void onEnd(Optional<Throwable> why) {
        ends++;
        failure = why;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    int size() {
        return bytes.size();
    }

    boolean isOver() {
        return ends == 1;
    }

    Throwable failure() {
        return failure.orElseThrow();
    }

    boolean endedInOrder() {
        return ends == 1 && failure.isEmpty();
    }
}
