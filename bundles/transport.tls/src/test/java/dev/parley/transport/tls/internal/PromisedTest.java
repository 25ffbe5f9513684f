package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PromisedTest {
    private final Promised promised = new Promised();

    @Test
    void whoWaitsIsToldAtTheEnd() {
        CompletableFuture<String> kept = promised.make(() -> new IOException("never"));
        CompletableFuture<String> broken = promised.make(() -> new IOException("stopped before"));
        kept.complete("here");
        promised.stop();
        assertEquals("here", kept.join());
        assertEquals(
                "stopped before", Waiting.failure(IOException.class, broken).getMessage());
    }

    @Test
    void whoComesAfterTheEndIsToldAtOnce() {
        promised.stop();
        CompletableFuture<String> late = promised.make(() -> new IOException("stopped before"));
        assertEquals("stopped before", Waiting.failure(IOException.class, late).getMessage());
    }
}
