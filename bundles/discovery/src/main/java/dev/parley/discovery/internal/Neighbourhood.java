package dev.parley.discovery.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.NearMeEvent.Reason;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.discovery.Sighting;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who is near, made from sightings and from what links proved. Pure: each method takes what happened and the time, and answers with
 * the events. Confined to discovery's executor.
 */
final class Neighbourhood {
    /** No sign of life is worth more, whatever it says. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final int most;
    private final Map<InstanceId, Entry> entries = new LinkedHashMap<>();
    private final Departed departed;

    /** @param most instances at once; a flood of invented ones pushes out those that nobody met, the oldest first */
    Neighbourhood(int most) {
        this.most = most;
        this.departed = new Departed(most);
    }

    List<PeerNearMe> people() {
        return entries.values().stream().map(Entry::person).toList();
    }

    Optional<Entry> find(InstanceId instance) {
        return Optional.ofNullable(entries.get(instance));
    }

    /** @param proof what a link told of this instance already */
    List<NearMeEvent> seen(String way, Sighting.Seen seen, Optional<KnownEndpoint> proof, long now) {
        if (departed.isEcho(seen.instance(), way, now)) {
            return List.of();
        }
        Duration lifetime = seen.lifetime().compareTo(LONGEST) < 0 ? seen.lifetime() : LONGEST;
        return change(seen.instance(), entry -> {
            entry.see(way, seen.addresses(), now + lifetime.toNanos());
            seen.displayName().ifPresent(entry::claim);
            seen.contact().ifPresent(entry::recognise);
            proof.ifPresent(entry::know);
        });
    }

    /** There is a link to it. */
    List<NearMeEvent> linked(
            InstanceId instance, String way, List<InetSocketAddress> addresses, Optional<KnownEndpoint> proof) {
        return change(instance, entry -> {
            entry.hold(way, addresses);
            proof.ifPresent(entry::know);
        });
    }

    /** The link to it ended. */
    List<NearMeEvent> unlinked(InstanceId instance, long until) {
        return find(instance)
                .map(entry -> shrink(
                        entry, () -> entry.unlinked(until), entry.saidGoodbye() ? Reason.GOODBYE : Reason.SILENT))
                .orElse(List.of());
    }

    /**
     * One way told its goodbye. A signed one is its own word, and it is gone; any other one counts for this way, and for a link, which
     * ends by itself when that was true: anybody can say it, and must not hide somebody whom another way sees.
     */
    List<NearMeEvent> goodbye(String way, Sighting.Gone gone, long now) {
        if (gone.signed()) {
            departed.goodbye(gone.instance(), way, now);
            Entry entry = entries.remove(gone.instance());
            return entry == null ? List.of() : List.of(new NearMeEvent.Disappeared(entry.person(), Reason.GOODBYE));
        }
        return find(gone.instance())
                .map(entry -> shrink(entry, () -> entry.goodbye(way), Reason.GOODBYE))
                .orElse(List.of());
    }

    /** One way does not show it any more. */
    List<NearMeEvent> lost(InstanceId instance, String way) {
        return find(instance)
                .map(entry -> shrink(entry, () -> entry.lose(way), Reason.SILENT))
                .orElse(List.of());
    }

    /** One way is closed: what it alone showed is gone. */
    List<NearMeEvent> lost(String way) {
        return List.copyOf(entries.keySet()).stream()
                .flatMap(instance -> lost(instance, way).stream())
                .toList();
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
                departed.restarted(entry.instance());
                events.add(new NearMeEvent.Disappeared(entry.person(), Reason.RESTARTED));
            }
            return earlier;
        });
        find(endpoint.instance()).ifPresent(entry -> {
            PeerNearMe before = entry.person();
            entry.know(endpoint);
            events.addAll(updated(before, entry));
        });
        return events;
    }

    /** Forgets what was not heard of in time. */
    List<NearMeEvent> expire(long now) {
        return List.copyOf(entries.values()).stream()
                .flatMap(entry -> shrink(entry, () -> entry.expire(now), Reason.SILENT).stream())
                .toList();
    }

    /** Forgets everybody: signed out. */
    List<NearMeEvent> clear() {
        List<NearMeEvent> events = people().stream()
                .map(person -> (NearMeEvent) new NearMeEvent.Disappeared(person, Reason.SILENT))
                .toList();
        entries.clear();
        departed.clear();
        return events;
    }

    private List<NearMeEvent> shrink(Entry entry, Runnable change, Reason reason) {
        PeerNearMe before = entry.person();
        change.run();
        if (entry.isSeen()) {
            return updated(before, entry);
        }
        entries.remove(entry.instance());
        return List.of(new NearMeEvent.Disappeared(before, reason));
    }

    private List<NearMeEvent> change(InstanceId instance, Consumer<Entry> change) {
        Entry there = entries.get(instance);
        if (there != null) {
            PeerNearMe before = there.person();
            change.accept(there);
            return updated(before, there);
        }
        List<NearMeEvent> events = new ArrayList<>(makeRoom());
        if (entries.size() >= most) {
            return events; // everybody here was met: somebody unknown has to wait
        }
        Entry entry = new Entry(instance);
        change.accept(entry);
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
                return List.of(new NearMeEvent.Disappeared(entry.person(), Reason.SILENT));
            }
        }
        return List.of();
    }

    private static List<NearMeEvent> updated(PeerNearMe before, Entry entry) {
        PeerNearMe after = entry.person();
        return before.equals(after) ? List.of() : List.of(new NearMeEvent.Updated(after));
    }
}
