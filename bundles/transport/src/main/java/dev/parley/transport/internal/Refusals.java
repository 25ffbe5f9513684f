package dev.parley.transport.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Lets one event of a kind through a second, with the number of those that were not. Confined to the links' executor. */
final class Refusals {
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private final Map<String, Long> toldAt = new HashMap<>();
    private final Map<String, Long> untold = new HashMap<>();

    Refusals(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What to add to the sentence; empty when it is not to be told. */
    Optional<String> count(String kind) {
        long now = nanos.getAsLong();
        Long last = toldAt.get(kind);
        if (last != null && now - last < SECOND) {
            untold.merge(kind, 1L, Long::sum);
            return Optional.empty();
        }
        toldAt.put(kind, now);
        Long count = untold.remove(kind);
        return Optional.of(count == null ? "" : " (and " + count + " more since the last one told)");
    }
}
