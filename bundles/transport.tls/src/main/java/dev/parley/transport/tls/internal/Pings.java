package dev.parley.transport.tls.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Signs of life that were asked for: one ping at a time, whoever waits. Event loop only. */
final class Pings {
    private final LongSupplier nanoTime;
    private final Consumer<Header> send;
    private final List<CompletableFuture<Duration>> waiting = new ArrayList<>(1);
    private boolean asked;
    private int value;
    private long sentAt;
    private long shortest = Long.MAX_VALUE;

    Pings(LongSupplier nanoTime, Consumer<Header> send) {
        this.nanoTime = nanoTime;
        this.send = send;
    }

    /** Completes the future when the other side answers; joins a ping that is under way. */
    void ask(CompletableFuture<Duration> answer) {
        waiting.add(answer);
        measure();
    }

    /** Sends a ping for our own knowledge, unless one is under way. */
    void measure() {
        if (!asked) {
            asked = true;
            value++;
            sentAt = nanoTime.getAsLong();
            send.accept(new Header(Header.PING, Header.SYN, 0, Integer.toUnsignedLong(value)));
        }
    }

    /** An answer came; one to a question not asked is ignored. */
    void answered(long answer) {
        if (!asked || answer != Integer.toUnsignedLong(value)) {
            return;
        }
        asked = false;
        long took = nanoTime.getAsLong() - sentAt;
        shortest = Math.min(shortest, took);
        List<CompletableFuture<Duration>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(future -> future.complete(Duration.ofNanos(took)));
    }

    /** The shortest round trip seen, in nanoseconds; {@link Long#MAX_VALUE} before the first. */
    long shortest() {
        return shortest;
    }

    void fail(Throwable why) {
        asked = true; // nothing is sent any more
        List<CompletableFuture<Duration>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(future -> future.completeExceptionally(why));
    }
}
