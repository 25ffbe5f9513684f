package dev.parley.session.internal;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.SessionId;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.RemoteIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers how sessions ended, for a member that was away at that time and comes back. Longer than anybody seeks, and a bounded
 * number. Any thread.
 */
final class Farewells {
    private static final int MOST = 256;
    private static final Duration KEPT = Rendezvous.LIMIT.multipliedBy(2);

    private final Execution execution;
    private final Map<Key, Farewell> farewells = new LinkedHashMap<>(); // guarded by this; the oldest first

    Farewells(Execution execution) {
        this.execution = execution;
    }

    private record Key(SessionId id, RemoteIdentity other) {}

    private record Farewell(CloseReason reason, long nanos) {}

    synchronized void add(SessionId id, RemoteIdentity other, CloseReason reason) {
        forget();
        if (farewells.size() == MOST) {
            farewells.remove(farewells.keySet().iterator().next());
        }
        farewells.put(new Key(id, other), new Farewell(reason, execution.nanoTime()));
    }

    /** How it ended, for who was another member. */
    synchronized Optional<CloseReason> of(SessionId id, RemoteIdentity other) {
        forget();
        return Optional.ofNullable(farewells.get(new Key(id, other))).map(Farewell::reason);
    }

    private void forget() {
        long now = execution.nanoTime();
        farewells.values().removeIf(farewell -> now - farewell.nanos() > KEPT.toNanos());
    }
}
