package dev.parley.presence.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the person here decided about others. Whoever keeps it is asked each time. When the keeper is away, what it said last holds on:
 * nobody sees more because a bundle is updated. Any thread.
 */
final class Standings {
    private final PeerName self;
    private volatile Source source = held(List.of());

    /** Whoever knows. */
    private interface Source {
        Standing of(PeerName peer);

        Collection<Standing> watched();
    }

    private record Asked(ContactBook keeper) implements Source {
        @Override
        public Standing of(PeerName peer) {
            return keeper.of(peer);
        }

        @Override
        public Collection<Standing> watched() {
            return keeper.watched();
        }
    }

    private record Held(Map<PeerName, Standing> decided) implements Source {
        @Override
        public Standing of(PeerName peer) {
            Standing standing = decided.get(peer);
            return standing == null ? Standing.stranger(peer) : standing;
        }

        @Override
        public Collection<Standing> watched() {
            return decided.values().stream().filter(Standing::watched).toList();
        }
    }

    /** @param self the person here, who decides nothing about themselves */
    Standings(PeerName self) {
        this.self = self;
    }

    private static Source held(Collection<Standing> all) {
        return new Held(all.stream().collect(Collectors.toMap(Standing::peer, Function.identity())));
    }

    /** A keeper is there. */
    void ask(ContactBook keeper) {
        source = new Asked(keeper);
    }

    /** It goes. */
    void hold(Collection<Standing> all) {
        source = held(all);
    }

    private Standing of(PeerName peer) {
        return peer.equals(self) ? Standing.stranger(peer) : source.of(peer);
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
        return source.watched().stream()
                .map(Standing::peer)
                .filter(this::isWatched)
                .collect(Collectors.toCollection(TreeSet::new));
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
