package dev.parley.invitation.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.identity.DeviceRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which endpoints the peers have that told their cards lately. Any thread. */
final class Endpoints {
    private static final int PEERS = 4_096;

    private final Map<PeerName, Set<EndPointId>> endpoints = new LinkedHashMap<>(64, 0.75f, true); // guarded by itself

    /** An endpoint told its card, which lists all devices of its peer. */
    void told(KnownEndpoint known) {
        synchronized (endpoints) {
            Set<EndPointId> devices = new LinkedHashSet<>(endpoints.getOrDefault(known.peer(), Set.of()));
            devices.add(known.endpoint());
            known.card().card().devices().stream().map(DeviceRecord::endpoint).forEach(devices::add);
            endpoints.put(known.peer(), Set.copyOf(devices));
            if (endpoints.size() > PEERS) {
                endpoints.remove(endpoints.keySet().iterator().next());
            }
        }
    }

    Set<EndPointId> of(PeerName peer) {
        synchronized (endpoints) {
            return endpoints.getOrDefault(peer, Set.of());
        }
    }
}
