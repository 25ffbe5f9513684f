package dev.parley.presence.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a person decided, by hand. */
final class FakeBook implements ContactBook {
    private final Map<PeerName, Standing> standings = new LinkedHashMap<>();
    private final List<Consumer<Standing>> listeners = new ArrayList<>();

    void contact(PeerName peer, boolean watched, boolean allowed) {
        decide(new Standing(peer, true, false, watched, allowed, false, "", Set.of()));
    }

    void block(PeerName peer) {
        decide(new Standing(peer, true, false, false, true, true, "", Set.of()));
    }

    void forget(PeerName peer) {
        standings.remove(peer);
        List.copyOf(listeners).forEach(listener -> listener.accept(Standing.stranger(peer)));
    }

    private void decide(Standing standing) {
        standings.put(standing.peer(), standing);
        List.copyOf(listeners).forEach(listener -> listener.accept(standing));
    }

    int listeners() {
        return listeners.size();
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
