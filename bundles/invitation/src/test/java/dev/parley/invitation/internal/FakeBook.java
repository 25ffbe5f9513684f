package dev.parley.invitation.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a person decided about others, by hand. */
final class FakeBook implements ContactBook {
    private final Map<PeerName, Standing> standings = new HashMap<>();
    private final List<Consumer<Standing>> listeners = new ArrayList<>();

    void contact(FakePeer who, boolean verified, String shownName) {
        put(new Standing(who.identity.peer(), true, verified, false, false, false, shownName, Set.of()));
    }

    void block(FakePeer who) {
        put(new Standing(who.identity.peer(), false, false, false, false, true, "", Set.of()));
    }

    void forget(FakePeer who) {
        put(Standing.stranger(who.identity.peer()));
    }

    private void put(Standing standing) {
        standings.put(standing.peer(), standing);
        listeners.forEach(listener -> listener.accept(standing));
    }

    @Override
    public Standing of(PeerName peer) {
        return standings.getOrDefault(peer, Standing.stranger(peer));
    }

    @Override
    public List<Standing> all() {
        return List.copyOf(standings.values());
    }

    @Override
    public Subscription onChange(Consumer<Standing> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
