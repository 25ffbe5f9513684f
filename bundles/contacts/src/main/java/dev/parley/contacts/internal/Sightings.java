package dev.parley.contacts.internal;

import dev.parley.api.contacts.LastSeen.How;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.NearMeEvent.Reason;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Who is near, by peer. A peer is there while one of its nodes is, and only once a link told who it is. Of one serial executor. */
final class Sightings {
    private final Map<InstanceId, PeerName> instances = new HashMap<>();
    private final BiConsumer<PeerName, How> changed;

    /** @param changed told when a peer came, or went; how is then why it is not there any more, should nothing else be heard of it */
    Sightings(BiConsumer<PeerName, How> changed) {
        this.changed = changed;
    }

    boolean here(PeerName peer) {
        return instances.containsValue(peer);
    }

    void take(NearMeEvent event) {
        InstanceId instance = event.person().instance();
        if (event instanceof NearMeEvent.Disappeared gone) {
            remove(instance, gone.reason() == Reason.GOODBYE ? How.SIGNED_OUT : How.WENT_SILENT);
        } else {
            put(instance, event.person().peer());
        }
    }

    private void put(InstanceId instance, Optional<PeerName> peer) {
        if (peer.isPresent() && !peer.get().equals(instances.get(instance))) {
            remove(instance, How.WENT_SILENT);
            boolean news = !here(peer.get());
            instances.put(instance, peer.get());
            if (news) {
                changed.accept(peer.get(), How.WENT_SILENT);
            }
        }
    }

    private void remove(InstanceId instance, How how) {
        PeerName peer = instances.remove(instance);
        if (peer != null && !here(peer)) {
            changed.accept(peer, how);
        }
    }

    /** Nobody looks any more. */
    void clear() {
        Set<PeerName> gone = new HashSet<>(instances.values());
        instances.clear();
        gone.forEach(peer -> changed.accept(peer, How.WENT_SILENT));
    }
}
