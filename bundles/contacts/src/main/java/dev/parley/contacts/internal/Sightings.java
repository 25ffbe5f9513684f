package dev.parley.contacts.internal;

import dev.parley.api.contacts.LastSeen.How;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.NearMeEvent.Reason;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.contact.Reachability.Reach;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Who is near, by peer. A peer is there while one of its nodes is near and can be reached, and only once a link told who it is. Of one
 * serial executor.
 */
final class Sightings {
    private final Map<InstanceId, PeerName> instances = new HashMap<>();
    private final Set<PeerName> unreachable = new HashSet<>();
    private final BiConsumer<PeerName, How> changed;

    /** @param changed told when a peer came, or went; how is then why it is not there any more, should nothing else be heard of it */
    Sightings(BiConsumer<PeerName, How> changed) {
        this.changed = changed;
    }

    boolean here(PeerName peer) {
        return near(peer) && !unreachable.contains(peer);
    }

    private boolean near(PeerName peer) {
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

    /** Dials to somebody lead to nothing, or to something again. */
    void take(Reach reach) {
        PeerName peer = reach.peer();
        boolean was = here(peer);
        if (reach.reachable()) {
            unreachable.remove(peer);
        } else {
            unreachable.add(peer);
        }
        if (was != here(peer)) {
            changed.accept(peer, was ? How.UNREACHABLE : How.WENT_SILENT);
        }
    }

    private void put(InstanceId instance, Optional<PeerName> peer) {
        if (peer.isPresent() && !peer.get().equals(instances.get(instance))) {
            remove(instance, How.WENT_SILENT);
            boolean was = here(peer.get());
            instances.put(instance, peer.get());
            if (!was && here(peer.get())) {
                changed.accept(peer.get(), How.WENT_SILENT);
            }
        }
    }

    /** Whoever could not be reached before, and is silent now too, was there last when they could be. */
    private void remove(InstanceId instance, How how) {
        PeerName peer = instances.remove(instance);
        if (peer != null && !near(peer)) {
            boolean unreached = unreachable.remove(peer);
            if (!unreached || how == How.SIGNED_OUT) {
                changed.accept(peer, how);
            }
        }
    }

    /** Nobody tells any more whom dials reach. */
    void allReachable() {
        Set.copyOf(unreachable).forEach(peer -> take(new Reach(peer, true)));
    }

    /** Nobody looks any more. */
    void clear() {
        Set<PeerName> gone = new HashSet<>(instances.values());
        gone.removeAll(unreachable);
        instances.clear();
        unreachable.clear();
        gone.forEach(peer -> changed.accept(peer, How.WENT_SILENT));
    }
}
