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
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** What one person decided about others, as the test says. */
final class Friends implements ContactBook {
    private final Map<PeerName, Standing> standings = new LinkedHashMap<>();
    private final List<Consumer<Standing>> listeners = new CopyOnWriteArrayList<>();

    /** The book of a peer, as a service of it that goes before any other. */
    static Friends of(TestPeer peer) {
        Friends friends = new Friends();
        peer.context()
                .registerService(
                        ContactBook.class,
                        friends,
                        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        return friends;
    }

    Friends add(TestPeer who, boolean verified) {
        return put(new Standing(who.peer(), true, verified, false, false, false, who.displayName(), Set.of()));
    }

    Friends block(TestPeer who) {
        return put(new Standing(who.peer(), false, false, false, false, true, "", Set.of()));
    }

    private Friends put(Standing standing) {
        standings.put(standing.peer(), standing);
        listeners.forEach(listener -> listener.accept(standing));
        return this;
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
