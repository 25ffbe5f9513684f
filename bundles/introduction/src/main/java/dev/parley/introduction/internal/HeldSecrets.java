package dev.parley.introduction.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The secrets that others handed to us, by peer. Changes on one executor; read anywhere. */
final class HeldSecrets {
    /** Of people who are no contacts: perhaps they are one day. */
    static final int STRANGERS = 256;

    /** A person hardly has more endpoints. */
    static final int OF_ONE_PEER = 8;

    private final Predicate<PeerName> contact;
    private final Map<PeerName, List<Held>> held =
            new ConcurrentHashMap<>(); // lists that do not change, the newest last
    private final Map<EndPointId, PeerName> strangers = new LinkedHashMap<>(); // of the executor, the oldest first

    /** One secret, and whose it is. */
    record Held(RemoteIdentity who, Secret secret) {}

    /** @param contact whether somebody is one */
    HeldSecrets(Predicate<PeerName> contact) {
        this.contact = contact;
    }

    /** Any thread. */
    Stream<Held> all() {
        return held.values().stream().flatMap(List::stream);
    }

    /** Any thread. */
    List<Held> of(PeerName peer) {
        return held.getOrDefault(peer, List.of());
    }

    /** The endpoint's own one, or else any of the peer's. Any thread. */
    Optional<Held> of(PeerName peer, Optional<EndPointId> endpoint) {
        List<Held> theirs = of(peer);
        return theirs.stream()
                .filter(one -> endpoint.equals(Optional.of(one.who().endpoint())))
                .findFirst()
                .or(() -> theirs.stream().findFirst());
    }

    /** @return whether it is kept: not when a newer one is known */
    boolean put(Held fresh) {
        EndPointId endpoint = fresh.who().endpoint();
        PeerName peer = fresh.who().peer();
        List<Held> theirs = new ArrayList<>(of(peer));
        boolean newer = theirs.stream()
                .anyMatch(one -> one.who().endpoint().equals(endpoint)
                        && one.secret().number() > fresh.secret().number());
        if (newer) {
            return false;
        }
        theirs.removeIf(one -> one.who().endpoint().equals(endpoint));
        theirs.add(fresh);
        while (theirs.size() > OF_ONE_PEER) {
            strangers.remove(theirs.remove(0).who().endpoint());
        }
        held.put(peer, List.copyOf(theirs));
        if (!contact.test(peer)) {
            strangers.remove(endpoint);
            strangers.put(endpoint, peer);
            makeRoom();
        }
        return true;
    }

    private void makeRoom() {
        Iterator<Map.Entry<EndPointId, PeerName>> oldest = strangers.entrySet().iterator();
        while (strangers.size() > STRANGERS && oldest.hasNext()) {
            Map.Entry<EndPointId, PeerName> next = oldest.next();
            oldest.remove();
            if (!contact.test(next.getValue())) { // it may have become one
                remove(next.getValue(), next.getKey());
            }
        }
    }

    private void remove(PeerName peer, EndPointId endpoint) {
        List<Held> left = of(peer).stream()
                .filter(one -> !one.who().endpoint().equals(endpoint))
                .toList();
        if (left.isEmpty()) {
            held.remove(peer);
        } else {
            held.put(peer, left);
        }
    }
}
