package dev.parley.discovery.internal;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.Text;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.identity.RemoteIdentity;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known of one instance: by which ways it is seen, until when, and what a link proved of it. */
final class Entry {
    /** The way of somebody added by address. */
    static final String BY_ADDRESS = "address";
    /** The way of somebody who is linked. */
    static final String BY_LINK = "link";

    private static final long NEVER = Long.MAX_VALUE;
    private static final int MOST_ADDRESSES = 16;

    private final InstanceId instance;
    private final Map<String, Way> ways = new TreeMap<>();
    private String claim = "";
    private KnownEndpoint known;
    private RemoteIdentity contact;
    private boolean saidGoodbye;

    /** One way of being seen: until when, and where it can be dialled, each address until when. */
    private static final class Way {
        private final Map<InetSocketAddress, Long> addresses = new LinkedHashMap<>();
        private long until;

        void see(Collection<InetSocketAddress> more, long end) {
            until = end;
            more.stream().limit(MOST_ADDRESSES).forEach(address -> addresses.put(address, end));
            while (addresses.size() > MOST_ADDRESSES) {
                addresses.remove(addresses.entrySet().stream()
                        .min(Comparator.comparing(Map.Entry::getValue))
                        .orElseThrow()
                        .getKey());
            }
        }

        boolean expire(long now) {
            addresses.values().removeIf(end -> isOver(end, now));
            return isOver(until, now);
        }

        private static boolean isOver(long end, long now) {
            return end != NEVER && end - now <= 0;
        }
    }

    Entry(InstanceId instance) {
        this.instance = instance;
    }

    InstanceId instance() {
        return instance;
    }

    /** A provider saw it: it is there, whatever an unproven goodbye said. */
    void see(String way, Collection<InetSocketAddress> addresses, long until) {
        saidGoodbye = false;
        ways.computeIfAbsent(way, unused -> new Way()).see(addresses, until);
    }

    /** A link shows it, as long as there is no word of its end. */
    void hold(String way, Collection<InetSocketAddress> addresses) {
        ways.computeIfAbsent(way, unused -> new Way()).see(addresses, NEVER);
    }

    /** Its link ended: whom nothing else shows stays for a while. */
    void unlinked(long until) {
        Way link = ways.get(BY_LINK);
        if (link == null) {
            return;
        }
        if (ways.size() > 1 || saidGoodbye) {
            ways.remove(BY_LINK);
        } else {
            link.see(List.copyOf(link.addresses.keySet()), until);
        }
    }

    void goodbye(String way) {
        ways.remove(way);
        saidGoodbye = true;
        Way link = ways.get(BY_LINK);
        if (link != null && link.until != NEVER) {
            ways.remove(BY_LINK); // the link ended before
        }
    }

    boolean saidGoodbye() {
        return saidGoodbye;
    }

    void lose(String way) {
        ways.remove(way);
    }

    void claim(String name) {
        claim = Text.label(name);
    }

    /** A tag says which contact it is; a link has to prove it. */
    void recognise(RemoteIdentity who) {
        contact = who;
    }

    /** Which contact it is, by its tag. */
    Optional<RemoteIdentity> contact() {
        return Optional.ofNullable(contact);
    }

    /** The first proof counts: another node cannot take over an instance by claiming it. */
    void know(KnownEndpoint endpoint) {
        if (known == null || known.endpoint().equals(endpoint.endpoint())) {
            known = endpoint;
        }
    }

    Optional<KnownEndpoint> known() {
        return Optional.ofNullable(known);
    }

    /** Drops the ways and addresses that ended. */
    void expire(long now) {
        ways.values().removeIf(way -> way.expire(now));
    }

    boolean isSeen() {
        return !ways.isEmpty();
    }

    List<InetSocketAddress> addresses() {
        Set<InetSocketAddress> all = new LinkedHashSet<>();
        ways.values().forEach(way -> all.addAll(way.addresses.keySet()));
        return new ArrayList<>(all);
    }

    PeerNearMe person() {
        List<InetSocketAddress> addresses = addresses();
        return new PeerNearMe(
                instance,
                known().map(endpoint -> endpoint.card().card().displayName()).orElse(claim),
                known().map(KnownEndpoint::peer),
                known().map(endpoint -> new PeerEndPoint(endpoint.endpoint(), endpoint.endpointName(), addresses)),
                addresses,
                ways.keySet(),
                known().flatMap(KnownEndpoint::presence),
                known().map(KnownEndpoint::applications).orElse(List.of()));
    }
}
