package dev.parley.presence.internal;

import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.wire.event.EventSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The objects that can be seen here, from all that tells of them: an endpoint shows what any of its lists has. Changes on the serial
 * executor; read anywhere.
 */
final class ObjectBoard {
    /** Where a list comes from. */
    enum Source {
        /** The card exchange with somebody near. */
        NEAR,
        /** Watching. */
        WATCH,
        /** Ourselves. */
        OWN
    }

    private final EventSource<ObjectEvent> events;
    private final Consumer<Predicate<String>> gone;
    private final Map<EndPointId, Endpoint> endpoints = new LinkedHashMap<>();
    private final Map<EndPointId, List<ObjectInfo>> present = new ConcurrentHashMap<>(); // for other threads

    /** One endpoint: its lists, and what it shows by them. */
    private static final class Endpoint {
        private final RemoteIdentity who;
        private final Map<Source, List<ShownObject>> lists = new EnumMap<>(Source.class);
        private Map<UUID, ObjectInfo> shown = Map.of();

        Endpoint(RemoteIdentity who) {
            this.who = who;
        }

        /** Of two versions under one id, the newer: lists come by ways of their own, and one of them may be late. */
        Map<UUID, ObjectInfo> union() {
            Map<UUID, ShownObject> newest = new LinkedHashMap<>();
            lists.values()
                    .forEach(list -> list.forEach(
                            object -> newest.merge(object.id(), object, (a, b) -> a.version() >= b.version() ? a : b)));
            Map<UUID, ObjectInfo> union = new LinkedHashMap<>();
            newest.forEach((id, object) -> union.put(id, object.at(who)));
            return union;
        }
    }

    /** @param gone told when something is not shown any more, with the test of which hashes still are */
    ObjectBoard(SafeExecutor executor, Consumer<Predicate<String>> gone) {
        events = new EventSource<>(executor);
        this.gone = gone;
    }

    /** A source tells what there is now. */
    void list(RemoteIdentity who, Source source, List<ShownObject> objects) {
        Endpoint endpoint = endpoints.computeIfAbsent(who.endpoint(), unused -> new Endpoint(who));
        endpoint.lists.put(source, objects);
        Map<UUID, ObjectInfo> before = endpoint.shown;
        become(endpoint, endpoint.union());
        tell(before, endpoint.shown);
    }

    /** A source is not there any more. What no other one shows goes: all at once when that is everything. */
    void leave(EndPointId id, Source source) {
        Endpoint endpoint = endpoints.get(id);
        if (endpoint == null || endpoint.lists.remove(source) == null) {
            return;
        }
        Map<UUID, ObjectInfo> before = endpoint.shown;
        become(endpoint, endpoint.union());
        if (endpoint.lists.isEmpty()) {
            endpoints.remove(id);
        }
        if (!before.isEmpty() && endpoint.shown.isEmpty()) {
            events.emit(new ObjectEvent.Withdrawn(endpoint.who.peer(), id, List.copyOf(before.values())));
        } else {
            tell(before, endpoint.shown);
        }
    }

    private void become(Endpoint endpoint, Map<UUID, ObjectInfo> now) {
        boolean lost = !now.values().containsAll(endpoint.shown.values());
        endpoint.shown = now;
        EndPointId id = endpoint.who.endpoint();
        if (now.isEmpty()) {
            present.remove(id);
        } else {
            present.put(id, List.copyOf(now.values()));
        }
        if (lost) {
            gone.accept(this::isShown);
        }
    }

    private void tell(Map<UUID, ObjectInfo> before, Map<UUID, ObjectInfo> now) {
        before.forEach((id, object) -> {
            if (!now.containsKey(id)) {
                events.emit(new ObjectEvent.Deleted(object));
            }
        });
        now.forEach((id, object) -> {
            ObjectInfo was = before.get(id);
            if (was == null) {
                events.emit(new ObjectEvent.Added(object));
            } else if (!was.equals(object)) {
                events.emit(new ObjectEvent.Changed(was, object));
            }
        });
    }

    /** Any thread, as are the next. */
    List<ObjectInfo> all() {
        return present.values().stream().flatMap(List::stream).toList();
    }

    private boolean isShown(String sha256) {
        return present.values().stream().flatMap(List::stream).anyMatch(object -> object.sha256()
                .equals(sha256));
    }

    boolean isShown(ObjectInfo object) {
        return Optional.ofNullable(present.get(object.endpoint()))
                .filter(there -> there.contains(object))
                .isPresent();
    }

    List<ObjectInfo> of(PeerName owner) {
        return all().stream().filter(object -> object.owner().equals(owner)).toList();
    }

    Subscription onChange(Consumer<ObjectEvent> listener) {
        return events.add(listener, () -> added(object -> true));
    }

    Subscription onChange(PeerName owner, Consumer<ObjectEvent> listener) {
        return events.add(
                event -> {
                    if (event.owner().equals(owner)) {
                        listener.accept(event);
                    }
                },
                () -> added(object -> object.owner().equals(owner)));
    }

    Subscription onChange(UUID id, Consumer<ObjectEvent> listener) {
        return events.add(
                event -> {
                    if (event.objects().stream().anyMatch(object -> object.id().equals(id))) {
                        listener.accept(event);
                    }
                },
                () -> added(object -> object.id().equals(id)));
    }

    /** As {@link EventSource#add} wants it: on the executor. */
    private List<ObjectEvent> added(Predicate<ObjectInfo> which) {
        List<ObjectEvent> added = new ArrayList<>();
        all().stream().filter(which).forEach(object -> added.add(new ObjectEvent.Added(object)));
        return added;
    }
}
