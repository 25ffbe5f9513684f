package dev.parley.discovery.mdns.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Sighting;
import dev.parley.wire.net.LocalInterface;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services known now, and what they say of instances: an instance publishes one at each of its addresses, and several of our
 * responders may tell of the same one, because their sockets hear every interface. Not thread-safe, no effects.
 */
final class Neighbourhood {
    /** So many services are remembered; more are dropped until some have gone, or given no sign of life for a lifetime. */
    static final int MOST = 1024;

    private static final int ADDRESSES = 16;

    private final InstanceId self;
    private final String realm;
    private final Duration lifetime;
    private final Drops drops;
    private final Map<String, Known> services = new LinkedHashMap<>();

    /** A service with its text, and which responders told of it. */
    private record Known(Service service, TxtRecord text, Set<Attachment> by, long aliveAt) {
        Known aliveAt(long now) {
            return new Known(service, text, by, now);
        }

        boolean sameAs(Known other) {
            return text.equals(other.text)
                    && by.equals(other.by)
                    && service.port() == other.service.port()
                    && Set.copyOf(service.addresses()).equals(Set.copyOf(other.service.addresses()));
        }
    }

    /** An interface and a family. */
    private record Subnet(String networkInterface, boolean ipv6) {}

    /** @param lifetime how long a sign of life is worth */
    Neighbourhood(InstanceId self, String realm, Duration lifetime, Drops drops) {
        this.self = self;
        this.realm = TxtRecord.realm(realm);
        this.lifetime = lifetime;
        this.drops = drops;
    }

    /**
     * A responder resolved a service.
     *
     * @param interfaces ours that are to be used
     * @param time in nanoseconds
     */
    List<Sighting> found(Attachment by, Service service, Collection<LocalInterface> interfaces, long time) {
        Optional<TxtRecord> text;
        try {
            text = TxtRecord.parse(service.text());
        } catch (MalformedException e) {
            drops.count(Drop.MALFORMED);
            return List.of();
        }
        if (text.isEmpty() || text.get().instance().equals(self)) {
            return List.of();
        }
        if (!text.get().realm().equals(realm)) {
            drops.count(Drop.REALM);
            return List.of();
        }
        String key = key(service.name());
        Known before = services.get(key);
        if (before == null && services.size() >= MOST && !forgetSilent(time)) {
            drops.count(Drop.FLOOD);
            return List.of();
        }
        Set<Attachment> all = new LinkedHashSet<>(before == null ? Set.of() : before.by());
        all.add(by);
        Known now = new Known(merged(before, service, text.get()), text.get(), all, time);
        // JmDNS tells the same again from what it remembers; only what is new is a sign of life
        if (before != null && before.sameAs(now)) {
            return List.of();
        }
        services.put(key, now);
        List<Sighting> seen = seen(text.get().instance(), List.of(now), interfaces);
        if (seen.isEmpty()) {
            drops.count(Drop.ELSEWHERE);
        }
        return seen;
    }

    /** A service has expired at a responder, or said goodbye. */
    List<Sighting> removed(Attachment by, String name) {
        Known known = services.get(key(name));
        if (known == null || !known.by().remove(by) || !known.by().isEmpty()) {
            return List.of();
        }
        services.remove(key(name));
        InstanceId instance = known.text().instance();
        boolean elsewhere = services.values().stream()
                .anyMatch(other -> other.text().instance().equals(instance));
        return elsewhere ? List.of() : List.of(new Sighting.Gone(instance));
    }

    /** A responder of ours was closed: what it alone told is no longer followed, and goes when its lifetime ends. */
    void closed(Attachment by) {
        services.values().removeIf(known -> known.by().remove(by) && known.by().isEmpty());
    }

    /** Services answered: signs of life. */
    List<Sighting> alive(Set<String> names, Collection<LocalInterface> interfaces, long time) {
        Map<InstanceId, List<Known>> instances = new LinkedHashMap<>();
        for (String name : names) {
            Known known = services.computeIfPresent(key(name), (unused, before) -> before.aliveAt(time));
            if (known != null) {
                instances
                        .computeIfAbsent(known.text().instance(), any -> new ArrayList<>())
                        .add(known);
            }
        }
        return instances.entrySet().stream()
                .flatMap(entry -> seen(entry.getKey(), entry.getValue(), interfaces).stream())
                .toList();
    }

    /** A service that the responder at an attachment told of, if any. */
    Optional<String> anyAt(Attachment by) {
        return services.values().stream()
                .filter(known -> known.by().contains(by))
                .map(known -> known.service().name())
                .findFirst();
    }

    /** Whether the first label is that of somebody else's service. */
    boolean knows(String name) {
        return services.containsKey(key(name));
    }

    /** Makes room: what gives no sign of life is seen no more anyway, and its goodbye has nothing left to end. */
    private boolean forgetSilent(long time) {
        return services.values().removeIf(known -> time - known.aliveAt() > lifetime.toNanos());
    }

    /** The addresses come one family at a time: keep the earlier ones while the port is the same. */
    private static Service merged(Known before, Service service, TxtRecord text) {
        if (before == null
                || before.service().port() != service.port()
                || !before.text().instance().equals(text.instance())) {
            return service;
        }
        Set<InetAddress> addresses = new LinkedHashSet<>(service.addresses());
        addresses.addAll(before.service().addresses());
        return new Service(
                service.name(),
                service.port(),
                service.text(),
                addresses.stream().limit(ADDRESSES).toList());
    }

    /** @param here the services, all of this instance, that gave a sign of life */
    private List<Sighting> seen(InstanceId instance, List<Known> here, Collection<LocalInterface> interfaces) {
        TxtRecord newest = services.values().stream()
                .map(Known::text)
                .filter(text -> text.instance().equals(instance))
                .max(Comparator.comparingLong(TxtRecord::revision))
                .orElseThrow();
        Map<Subnet, Set<InetSocketAddress>> subnets = new LinkedHashMap<>();
        here.forEach(known -> place(known, interfaces, subnets));
        List<Sighting> sightings = new ArrayList<>();
        subnets.forEach((subnet, addresses) -> sightings.add(new Sighting.Seen(
                instance,
                subnet.networkInterface(),
                subnet.ipv6(),
                List.copyOf(addresses),
                newest.revision(),
                newest.displayName(),
                lifetime)));
        return sightings;
    }

    /** Only addresses on our own subnets; others are hints to dial anywhere, which nobody may give. */
    private static void place(
            Known known, Collection<LocalInterface> interfaces, Map<Subnet, Set<InetSocketAddress>> subnets) {
        Set<String> heardOn = new HashSet<>();
        known.by().forEach(by -> heardOn.add(by.networkInterface()));
        for (InetAddress address : known.service().addresses()) {
            boolean told = address.isLoopbackAddress()
                    || address.isLinkLocalAddress(); // means something only where it was heard
            for (LocalInterface there : interfaces) {
                boolean near = there.addresses().stream().anyMatch(own -> own.reaches(address));
                if (near && (!told || heardOn.contains(there.name()))) {
                    boolean ipv6 = address.getAddress().length > Integer.BYTES;
                    subnets.computeIfAbsent(new Subnet(there.name(), ipv6), any -> new LinkedHashSet<>())
                            .add(new InetSocketAddress(
                                    Scopes.on(there, address), known.service().port()));
                }
            }
        }
    }

    /** Names are the same in any case (RFC 6763, section 4.1.1). */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
