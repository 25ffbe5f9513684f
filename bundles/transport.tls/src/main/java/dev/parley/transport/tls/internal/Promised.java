package dev.parley.transport.tls.internal;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was promised and is not there yet. A loop that ends drops its tasks, and a bundle that is updated loses the classes that
 * they need: so whoever stops tells everybody who waits. Any thread.
 */
final class Promised {
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param refusal what it fails with when this has been stopped, or is before it completes */
    <T> CompletableFuture<T> make(Supplier<Exception> refusal) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        Runnable refuse = () -> promise.completeExceptionally(refusal.get());
        waiting.add(refuse);
        CompletableFuture<T> unused = promise.whenComplete((result, failure) -> waiting.remove(refuse));
        if (stopped) {
            refuse.run();
        }
        return promise;
    }

    void stop() {
        stopped = true;
        waiting.forEach(Runnable::run);
    }
}
