package dev.parley.presence.internal;

import dev.parley.api.peer.ParleyException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * Lets nobody in before what the person decided about others is known: whoever is blocked, or not allowed, would count as a stranger
 * until then. Any thread.
 */
final class Decisions {
    /** So long whoever keeps contacts may take to load them. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final SafeExecutor executor;
    private final Keeper keeper;
    private final CompletableFuture<Void> told = new CompletableFuture<>();

    /** Whoever keeps contacts, before it has told anything. */
    interface Keeper {
        /** Whether there is one, started or not. */
        boolean isInstalled();

        /** Whether it is started, so that it is going to tell, unless it fails. */
        boolean isRunning();
    }

    Decisions(SafeExecutor executor, Keeper keeper) {
        this.executor = executor;
        this.keeper = keeper;
    }

    /** They are known from now on; when the keeper goes, they stay as they were. */
    void told() {
        told.complete(null);
    }

    /** @return completes when they are known, or nobody is going to tell; fails when whoever should does not */
    CompletionStage<Void> known() {
        if (!keeper.isInstalled()) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> known = told.copy();
        Future<?> limit = executor.later(LIMIT, () -> giveUp(known));
        var unused = known.whenComplete((done, failure) -> limit.cancel(false));
        return known;
    }

    private void giveUp(CompletableFuture<Void> known) {
        if (keeper.isRunning()) {
            known.completeExceptionally(new ParleyException("Your contacts are not loaded after " + LIMIT.toSeconds()
                    + " s, and nobody is let in before it is known whom you blocked and allowed. Look what doctor"
                    + " says of the database, then sign in again."));
        } else {
            known.complete(null);
        }
    }
}
