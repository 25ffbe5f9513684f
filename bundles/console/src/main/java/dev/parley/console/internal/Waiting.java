package dev.parley.console.internal;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a command began: commands run on threads of their own, which may. */
final class Waiting {
    /** Longer than anything that a command begins may take. */
    static final Duration LONG = Duration.ofSeconds(30);

    private Waiting() {}

    /** @throws Exception what the stage failed with, or a {@link CommandException} when it took too long */
    static <T> T until(CompletionStage<T> stage, Duration most, String what) throws Exception {
        try {
            return stage.toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new CommandException(what + " did not end within " + most.toSeconds() + " s; it may still.");
        }
    }
}
