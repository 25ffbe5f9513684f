package dev.parley.discovery.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.discovery.Sighting;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is near, made from sightings and from what links proved. Pure: each method takes what happened and the time, and answers with
 * the events. Confined to discovery's executor.
 */
final class Neighbourhood {
    private final int most;
    private final Map<InstanceId, Entry> entries = new LinkedHashMap<>();

    /** @param most instances at once; a flood of invented ones pushes out those that nobody met, the oldest first */
    Neighbourhood(int most) {
        this.most = most;
    }

    List<PeerNearMe> people() {
        return entries.values().stream().map(Entry::person).toList();
    }

    Optional<Entry> find(InstanceId instance) {
        return Optional.ofNullable(entries.get(instance));
    }

    List<InetSocketAddress> addresses(EndPointId endpoint) {
        return entries.values().stream()
                .filter(entry -> entry.known()
                        .filter(known -> known.endpoint().equals(endpoint))
                        .isPresent())
                .flatMap(entry -> entry.addresses().stream())
                .distinct()
                .toList();
    }

    List<NearMeEvent> seen(String way, Sighting.Seen seen, long now) {
        return change(seen.instance(), entry -> {
            entry.see(way, seen.addresses(), now + seen.lifetime().toNanos());
            seen.displayName().ifPresent(entry::claim);
        });
    }

    /** By a link, or added by address. */
    List<NearMeEvent> reached(InstanceId instance, String way, List<InetSocketAddress> addresses, long until) {
        return change(instance, entry -> entry.see(way, addresses, until));
    }

    /** One way saw it go; it is gone when no other sees it. */
    List<NearMeEvent> gone(InstanceId instance, String way, NearMeEvent.Reason reason) {
        Entry entry = entries.get(instance);
        if (entry == null) {
            return List.of();
        }
        PeerNearMe before = entry.person();
        entry.lose(way);
        if (entry.isSeen()) {
            return updated(before, entry);
        }
        entries.remove(instance);
        return List.of(new NearMeEvent.Disappeared(before, reason));
    }

    /** A link proved who an instance is. What the same endpoint was before, it is no more. */
    List<NearMeEvent> known(KnownEndpoint endpoint) {
        List<NearMeEvent> events = new ArrayList<>();
        entries.values().removeIf(entry -> {
            boolean earlier = entry.known()
                    .filter(known -> known.endpoint().equals(endpoint.endpoint())
                            && !known.instance().equals(endpoint.instance()))
                    .isPresent();
            if (earlier) {
                events.add(new NearMeEvent.Disappeared(entry.person(), NearMeEvent.Reason.RESTARTED));
            }
            return earlier;
        });
        Entry entry = entries.get(endpoint.instance());
        if (entry != null) {
            PeerNearMe before = entry.person();
            entry.know(endpoint);
            events.addAll(updated(before, entry));
        }
        return events;
    }

    /** Forgets what was not heard of in time. */
    List<NearMeEvent> expire(long now) {
        List<NearMeEvent> events = new ArrayList<>();
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            PeerNearMe before = entry.person();
            entry.expire(now);
            if (entry.isSeen()) {
                events.addAll(updated(before, entry));
            } else {
                each.remove();
                events.add(new NearMeEvent.Disappeared(before, NearMeEvent.Reason.SILENT));
            }
        }
        return events;
    }

    /** Forgets everybody: signed out. */
    List<NearMeEvent> clear() {
        List<NearMeEvent> events = people().stream()
                .map(person -> (NearMeEvent) new NearMeEvent.Disappeared(person, NearMeEvent.Reason.SILENT))
                .toList();
        entries.clear();
        return events;
    }

    private interface Change {
        void apply(Entry entry);
    }

    private List<NearMeEvent> change(InstanceId instance, Change change) {
        Entry there = entries.get(instance);
        if (there != null) {
            PeerNearMe before = there.person();
            change.apply(there);
            return updated(before, there);
        }
        List<NearMeEvent> events = new ArrayList<>(makeRoom());
        if (entries.size() >= most) {
            return events; // everybody here was met: somebody unknown has to wait
        }
        Entry entry = new Entry(instance);
        change.apply(entry);
        entries.put(instance, entry);
        events.add(new NearMeEvent.Appeared(entry.person()));
        return events;
    }

    private List<NearMeEvent> makeRoom() {
        if (entries.size() < most) {
            return List.of();
        }
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.known().isEmpty()) {
                each.remove();
                return List.of(new NearMeEvent.Disappeared(entry.person(), NearMeEvent.Reason.SILENT));
            }
        }
        return List.of();
    }

    private static List<NearMeEvent> updated(PeerNearMe before, Entry entry) {
        PeerNearMe after = entry.person();
        return before.equals(after) ? List.of() : List.of(new NearMeEvent.Updated(after));
    }
}
