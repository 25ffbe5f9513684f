package dev.parley.presence.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.contact.Standing;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the person here decided about others, as its keeper told last. When the keeper is away, that holds on: nobody sees more because a
 * bundle is updated. Any thread.
 */
final class Standings {
    private final Map<PeerName, Standing> decided = new ConcurrentHashMap<>();

    /** A keeper is there: these are all. */
    void all(Collection<Standing> now) {
        Set<PeerName> there = now.stream().map(Standing::peer).collect(Collectors.toSet());
        now.forEach(this::changed);
        decided.keySet().retainAll(there);
    }

    /** @return whether that is news */
    boolean changed(Standing standing) {
        if (standing.equals(Standing.stranger(standing.peer()))) {
            return decided.remove(standing.peer()) != null;
        }
        return !standing.equals(decided.put(standing.peer(), standing));
    }

    private Standing of(PeerName peer) {
        Standing standing = decided.get(peer);
        return standing == null ? Standing.stranger(peer) : standing;
    }

    /** Whether somebody who asks may watch. */
    boolean mayWatch(PeerName peer) {
        Standing standing = of(peer);
        return standing.allowed() && !standing.blocked();
    }

    /** Whether presence and objects are kept even from what anybody near sees: a contact sees them with permission only. */
    boolean isWithheld(PeerName peer) {
        Standing standing = of(peer);
        return standing.blocked() || (standing.contact() && !standing.allowed());
    }

    /** Whom to ask. */
    Set<PeerName> watched() {
        return decided.keySet().stream().filter(this::isWatched).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What somebody is called here, and by which key. */
    String nameOf(PeerName peer) {
        String name = of(peer).shownName();
        return name.isEmpty() ? peer.shortForm() : name + " (" + peer.shortForm() + ")";
    }

    /** Whether to ask somebody. */
    boolean isWatched(PeerName peer) {
        Standing standing = of(peer);
        return standing.watched() && !standing.blocked();
    }
}
