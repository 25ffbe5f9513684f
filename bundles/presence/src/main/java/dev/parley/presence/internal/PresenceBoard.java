package dev.parley.presence.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.PresenceEvent.Reason;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.presence.WatchedPeople;
import dev.parley.wire.event.EventSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who is there of those who are watched. Changes on the serial executor; read anywhere. */
final class PresenceBoard implements WatchedPeople {
    private final EventSource<PresenceEvent> events;
    private final Map<EndPointId, EndPointPresence> present = new ConcurrentHashMap<>();

    PresenceBoard(SafeExecutor executor) {
        events = new EventSource<>(executor);
    }

    void put(EndPointPresence now) {
        EndPointPresence before = present.put(now.endpoint(), now);
        if (before == null) {
            events.emit(new PresenceEvent.Added(now));
        } else if (!before.equals(now)) {
            events.emit(new PresenceEvent.Changed(before, now));
        }
    }

    void remove(EndPointId endpoint, Reason reason) {
        EndPointPresence before = present.remove(endpoint);
        if (before != null) {
            events.emit(new PresenceEvent.Removed(before, reason));
        }
    }

    @Override
    public List<EndPointPresence> all() {
        return List.copyOf(present.values());
    }

    @Override
    public List<EndPointPresence> of(PeerName peer) {
        return present.values().stream()
                .filter(endpoint -> endpoint.peer().equals(peer))
                .toList();
    }

    @Override
    public boolean isReachable(PeerName peer) {
        return !of(peer).isEmpty();
    }

    @Override
    public boolean isAvailable(PeerName peer) {
        return of(peer).stream().anyMatch(endpoint -> endpoint.presence().status() == PresenceStatus.ONLINE);
    }

    @Override
    public Subscription onChange(Consumer<PresenceEvent> listener) {
        return events.add(listener, () -> added(all()));
    }

    @Override
    public Subscription onChange(PeerName peer, Consumer<PresenceEvent> listener) {
        return events.add(
                event -> {
                    if (event.endpoint().peer().equals(peer)) {
                        listener.accept(event);
                    }
                },
                () -> added(of(peer)));
    }

    private static List<PresenceEvent> added(List<EndPointPresence> endpoints) {
        return endpoints.stream()
                .map(endpoint -> (PresenceEvent) new PresenceEvent.Added(endpoint))
                .toList();
    }
}
