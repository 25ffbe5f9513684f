package dev.parley.tests.peers;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.testkit.TestPeer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What one peer's person decided about others: stands in for the bundle that keeps contacts. */
final class Decided implements ContactBook {
    private final Map<PeerName, Standing> standings = new LinkedHashMap<>();
    private final List<Consumer<Standing>> listeners = new CopyOnWriteArrayList<>();

    static Decided by(TestPeer peer) {
        Decided book = new Decided();
        peer.context().registerService(ContactBook.class, book, null);
        return book;
    }

    void contact(TestPeer peer, boolean watched, boolean allowed) {
        decide(new Standing(peer.peer(), true, false, watched, allowed, false, "", Set.of()));
    }

    void forget(TestPeer peer) {
        decide(Standing.stranger(peer.peer()));
    }

    void block(TestPeer peer) {
        decide(new Standing(peer.peer(), false, false, false, false, true, "", Set.of()));
    }

    private void decide(Standing standing) {
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
