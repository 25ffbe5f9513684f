package dev.parley.session.internal;

import dev.parley.api.session.SessionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Completes stages on the application's executor; any thread. */
final class Stages {
    private final Executor application;

    Stages(Executor application) {
        this.application = application;
    }

    <T> void complete(CompletableFuture<T> stage, T value) {
        run(() -> stage.complete(value));
    }

    void fail(CompletableFuture<?> stage, Throwable failure) {
        run(() -> stage.completeExceptionally(failure));
    }

    <T> CompletionStage<T> failed(String message) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        fail(stage, new SessionException(message));
        return stage;
    }

    /** A stage that did not say which exception it means wraps it. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Runs what completes some. */
    void run(Runnable completion) {
        try {
            application.execute(completion);
        } catch (RejectedExecutionException over) {
            completion.run(); // the session is over: better here than never
        }
    }
}
