package dev.parley.discovery.internal;

import dev.parley.api.peer.PeerUnreachableException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** Remembers, for the doctor, the last dials that nobody answered. Any thread. */
final class Trouble {
    private static final int MOST = 64;
    private static final long MEMORY_NANOS = 300_000_000_000L;

    private final LongSupplier nanos;
    private final Deque<Failed> failures = new ArrayDeque<>(); // guarded by this

    private record Failed(InetSocketAddress address, long at) {}

    Trouble(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param failure null when it worked: then what failed there before counts no more */
    synchronized void dialled(List<InetSocketAddress> addresses, Throwable failure) {
        failures.removeIf(failed -> addresses.contains(failed.address()));
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof PeerUnreachableException) {
            addresses.forEach(address -> failures.add(new Failed(address, nanos.getAsLong())));
        }
        while (failures.size() > MOST) {
            failures.remove();
        }
    }

    /** Somebody went: that they do not answer is no trouble. */
    synchronized void left(List<InetSocketAddress> addresses) {
        failures.removeIf(failed -> addresses.contains(failed.address()));
    }

    /** Where nobody answered in the last five minutes. */
    synchronized List<InetSocketAddress> unanswered() {
        long now = nanos.getAsLong();
        failures.removeIf(failed -> now - failed.at() > MEMORY_NANOS);
        return failures.stream().map(Failed::address).distinct().toList();
    }
}
