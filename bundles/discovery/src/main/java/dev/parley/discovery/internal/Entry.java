package dev.parley.discovery.internal;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.spi.card.KnownEndpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known of one instance: by which ways it is seen, until when, and what a link proved of it. */
final class Entry {
    /** For a way that does not end by itself. */
    static final long NEVER = Long.MAX_VALUE;

    private final InstanceId instance;
    private final Map<String, Way> ways = new TreeMap<>();
    private String claim = "";
    private KnownEndpoint known;

    /**
     * One way of being seen.
     *
     * @param addresses where it can be dialled, by this way
     * @param until nanoseconds when it ends
     */
    private record Way(List<InetSocketAddress> addresses, long until) {}

    Entry(InstanceId instance) {
        this.instance = instance;
    }

    void see(String way, List<InetSocketAddress> addresses, long until) {
        Way before = ways.get(way);
        Set<InetSocketAddress> all = new LinkedHashSet<>(addresses);
        if (before != null) {
            all.addAll(before.addresses()); // one provider sees an instance on several interfaces
        }
        ways.put(way, new Way(List.copyOf(all), until));
    }

    void lose(String way) {
        ways.remove(way);
    }

    void claim(String name) {
        claim = name;
    }

    void know(KnownEndpoint endpoint) {
        known = endpoint;
    }

    Optional<KnownEndpoint> known() {
        return Optional.ofNullable(known);
    }

    /** Drops the ways that ended. */
    void expire(long now) {
        ways.values().removeIf(way -> way.until() != NEVER && way.until() - now <= 0);
    }

    boolean isSeen() {
        return !ways.isEmpty();
    }

    List<InetSocketAddress> addresses() {
        Set<InetSocketAddress> all = new LinkedHashSet<>();
        ways.values().forEach(way -> all.addAll(way.addresses()));
        return new ArrayList<>(all);
    }

    PeerNearMe person() {
        return new PeerNearMe(
                instance,
                known().map(endpoint -> endpoint.card().card().displayName()).orElse(claim),
                known().map(KnownEndpoint::peer),
                known().map(endpoint -> new PeerEndPoint(endpoint.endpoint(), "", addresses())),
                addresses(),
                ways.keySet(),
                known().map(KnownEndpoint::presence),
                known().map(KnownEndpoint::applications).orElse(List.of()));
    }
}
