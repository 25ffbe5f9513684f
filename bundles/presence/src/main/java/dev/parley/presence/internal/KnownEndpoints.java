package dev.parley.presence.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.wire.event.EventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What endpoints told, for the most recent {@value #MOST} of them. Changes on one serial executor; read anywhere. */
final class KnownEndpoints implements CardSource {
    static final int MOST = 4096;

    private final Map<EndPointId, KnownEndpoint> endpoints = new LinkedHashMap<>(64, 0.75f, true); // guarded by itself
    private final EventSource<KnownEndpoint> changes;

    KnownEndpoints(SafeExecutor executor) {
        changes = new EventSource<>(executor);
    }

    void put(KnownEndpoint endpoint) {
        synchronized (endpoints) {
            if (endpoint.equals(endpoints.put(endpoint.endpoint(), endpoint))) {
                return;
            }
            if (endpoints.size() > MOST) {
                endpoints.remove(endpoints.keySet().iterator().next());
            }
        }
        changes.emit(endpoint);
    }

    @Override
    public Optional<KnownEndpoint> find(EndPointId endpoint) {
        synchronized (endpoints) {
            return Optional.ofNullable(endpoints.get(endpoint));
        }
    }

    /** What is known now. */
    List<KnownEndpoint> all() {
        synchronized (endpoints) {
            return List.copyOf(endpoints.values());
        }
    }

    @Override
    public Subscription onChange(Consumer<KnownEndpoint> listener) {
        return changes.add(listener, this::all);
    }
}
