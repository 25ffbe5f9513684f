package dev.parley.presence.internal;

import dev.parley.api.peer.ParleyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody in before what the person decided about others is known: whoever is blocked, or not allowed, would count as a stranger
 * until then. Any thread.
 */
final class Decisions {
    /** How long is waited before it is asked why nothing was told; a slow disk is waited for on and on. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private final SafeExecutor executor;
    private final Keeper keeper;
    private final CompletableFuture<Void> told = new CompletableFuture<>();

    /** Whoever keeps contacts, before it has told anything. */
    interface Keeper {
        /** Whether there is one, started or not. */
        boolean isInstalled();

        /** Whether it is started, so that it is going to tell, unless it fails. */
        boolean isRunning();

        /** Why it is not going to tell, as a sentence; empty while it may. */
        Optional<String> failure();
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
        look(known);
        return known;
    }

    private void look(CompletableFuture<Void> known) {
        Future<?> limit = executor.later(LIMIT, () -> overdue(known));
        var unused = known.whenComplete((done, failure) -> limit.cancel(false));
    }

    /** Whoever gave up on a keeper that is only slow would leave the person signed out, with nobody who signs them in again. */
    private void overdue(CompletableFuture<Void> known) {
        if (!keeper.isRunning()) {
            known.complete(null);
            return;
        }
        Optional<String> failure = keeper.failure();
        if (failure.isPresent()) {
            known.completeExceptionally(new ParleyException(
                    "Nobody is let in before it is known whom you blocked and allowed. " + failure.get()));
        } else {
            LOG.warn(
                    "the contacts are not loaded after {} s more; nobody is let in before it is known who is blocked and allowed",
                    LIMIT.toSeconds());
            look(known);
        }
    }
}
