package dev.parley.presence.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.presence.internal.ObjectBoard.Source;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of people near: what the card exchange told, for as long as somebody is near. Confined to the serial executor. */
final class NearObjects {
    private static final int MOST = 1024;

    private final ObjectBoard board;
    private final Map<InstanceId, EndPointId> near = new HashMap<>();
    private final Map<EndPointId, Told> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EndPointId, Told> eldest) {
            return size() > MOST;
        }
    };

    NearObjects(ObjectBoard board) {
        this.board = board;
    }

    void told(Told now) {
        told.put(now.endpoint().endpoint(), now);
        if (near.containsKey(now.endpoint().instance())) {
            show(now);
        }
    }

    void changed(NearMeEvent event) {
        PeerNearMe person = event.person();
        if (event instanceof NearMeEvent.Disappeared gone) {
            Optional<EndPointId> was = Optional.ofNullable(near.remove(person.instance()));
            if (gone.reason() == NearMeEvent.Reason.GOODBYE) {
                was.ifPresent(told::remove); // who signs in again, in the same start, shows nothing of before
            }
            was.ifPresent(this::left);
            return;
        }
        Optional<EndPointId> at = person.endpoint().map(PeerEndPoint::id);
        if (at.isPresent() && near.put(person.instance(), at.get()) == null) {
            Optional.ofNullable(told.get(at.get()))
                    .filter(there -> there.endpoint().instance().equals(person.instance()))
                    .ifPresent(this::show);
        }
    }

    /** Nobody tells any more who is near. */
    void clear() {
        List<EndPointId> all = List.copyOf(near.values());
        near.clear();
        all.forEach(this::left);
    }

    private void show(Told now) {
        KnownEndpoint who = now.endpoint();
        if (who.presence().isPresent()) {
            board.list(new RemoteIdentity(who.peer(), who.endpoint()), Source.NEAR, now.objects());
        } else {
            board.leave(who.endpoint(), Source.NEAR); // it is kept from us
        }
    }

    /** Somebody who started anew is near still, under another instance. */
    private void left(EndPointId endpoint) {
        if (!near.containsValue(endpoint)) {
            board.leave(endpoint, Source.NEAR);
        }
    }
}
