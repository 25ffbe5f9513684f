package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.execution.CallerRunsExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Lets what concerns one peer happen one after another, each on what the one before left; different peers do not wait for each other,
 * so their writes can share a sync.
 */
final class Lanes {
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    private final Executor entry;
    private final Map<PeerName, CompletionStage<?>> last = new HashMap<>(); // of the executor

    /** @param serial where tasks begin, if need be on the thread that brings them, and where the stages that they return must complete */
    Lanes(Executor serial) {
        this.entry = CallerRunsExecutor.here(serial);
    }

    /** What the task throws fails the stage. */
    <T> CompletionStage<T> run(PeerName peer, Supplier<? extends CompletionStage<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            entry.execute(() -> enter(peer, task, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(stopping(e));
        }
        return done.minimalCompletionStage();
    }

    private <T> void enter(PeerName peer, Supplier<? extends CompletionStage<T>> task, CompletableFuture<T> done) {
        CompletionStage<?> mine = last.getOrDefault(peer, NOTHING)
                .handle((value, failure) -> null)
                .thenCompose(nothing -> task.get())
                .whenComplete((value, failure) -> {
                    if (failure == null) {
                        done.complete(value);
                    } else {
                        done.completeExceptionally(typed(failure));
                    }
                });
        last.put(peer, mine);
        mine.whenComplete((value, failure) -> last.remove(peer, mine));
    }

    private static Throwable typed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RejectedExecutionException ? stopping(cause) : cause;
    }

    private static ContactException stopping(Throwable cause) {
        return new ContactException("Parley is stopping. Look at its next start whether that was kept.", cause);
    }
}
