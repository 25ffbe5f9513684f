package dev.parley.tests.bench.watchers;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The contacts of somebody who has one, and watches that one.
 *
 * @param one where that one stands
 */
record OneWatched(Standing one) implements ContactBook {
    static OneWatched watching(PeerName peer) {
        return new OneWatched(new Standing(peer, true, false, true, true, false, "", Set.of()));
    }

    @Override
    public Standing of(PeerName peer) {
        return peer.equals(one.peer()) ? one : Standing.stranger(peer);
    }

    @Override
    public List<Standing> all() {
        return List.of(one);
    }

    @Override
    public Subscription onChange(Consumer<Standing> listener) {
        return () -> {};
    }
}
