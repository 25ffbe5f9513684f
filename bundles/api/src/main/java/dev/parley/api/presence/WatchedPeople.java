package dev.parley.api.presence;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The people whom the person here watches, as far as they are there and allow it: the others are not told apart. An OSGi service; any
 * thread, never blocks. Whom to watch is said to {@code ContactManager.watch}.
 */
@ProviderType
public interface WatchedPeople {
    /** All endpoints of all of them. */
    List<EndPointPresence> all();

    /** The endpoints of one of them; none when that one is not there, not watched, or does not allow it. */
    List<EndPointPresence> of(PeerName peer);

    /** Whether somebody is there: at any endpoint, whatever the status. */
    boolean isReachable(PeerName peer);

    /** Whether somebody can be talked to: at any endpoint the status is {@link PresenceStatus#ONLINE}. */
    boolean isAvailable(PeerName peer);

    /** Replays the present as {@link PresenceEvent.Added}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<PresenceEvent> listener);

    /** The same, of one person. */
    Subscription onChange(PeerName peer, Consumer<PresenceEvent> listener);
}
