package dev.parley.introduction.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The secrets that others handed to us, by endpoint. Changes on one executor; read anywhere. */
final class HeldSecrets {
    /** Of people who are no contacts: perhaps they are one day. */
    static final int STRANGERS = 256;

    /** A person hardly has more endpoints. */
    static final int OF_ONE_PEER = 8;

    private final Predicate<PeerName> contact;
    private final Map<EndPointId, Held> held = new LinkedHashMap<>(); // the oldest first
    private volatile List<Held> snapshot = List.of();

    /** One secret, and whose it is. */
    record Held(RemoteIdentity who, Secret secret) {}

    /** @param contact whether somebody is one */
    HeldSecrets(Predicate<PeerName> contact) {
        this.contact = contact;
    }

    /** Any thread. */
    List<Held> all() {
        return snapshot;
    }

    /** Any thread. */
    Optional<Held> of(PeerName peer, Optional<EndPointId> endpoint) {
        List<Held> theirs =
                snapshot.stream().filter(one -> one.who().peer().equals(peer)).toList();
        return theirs.stream()
                .filter(one -> endpoint.equals(Optional.of(one.who().endpoint())))
                .findFirst()
                .or(() -> theirs.stream().findFirst());
    }

    /** @return whether it is kept: not when a newer one is known */
    boolean put(Held fresh) {
        Held before = held.get(fresh.who().endpoint());
        if (before != null && before.secret().number() > fresh.secret().number()) {
            return false;
        }
        held.remove(fresh.who().endpoint());
        held.put(fresh.who().endpoint(), fresh);
        makeRoom(one -> one.who().peer().equals(fresh.who().peer()), OF_ONE_PEER);
        makeRoom(one -> !contact.test(one.who().peer()), STRANGERS);
        snapshot = List.copyOf(held.values());
        return true;
    }

    private void makeRoom(Predicate<Held> kind, int most) {
        List<Held> all = new ArrayList<>(held.values().stream().filter(kind).toList());
        for (int i = 0; i < all.size() - most; i++) {
            held.remove(all.get(i).who().endpoint());
        }
    }
}
