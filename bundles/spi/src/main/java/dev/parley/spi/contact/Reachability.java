package dev.parley.spi.contact;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whom of the people watched dials do not reach although they are announced near. An OSGi service of whoever dials them, perhaps away:
 * then nobody knows. Any thread, never blocks.
 */
@ProviderType
public interface Reachability {
    /** Replays who cannot be reached now, then tells changes, in order, on a thread of Parley. */
    Subscription onReach(Consumer<Reach> listener);

    /**
     * What became of reaching somebody.
     *
     * @param peer who
     * @param reachable false when dials failed again and again; true when a link is there after all, or nobody dials any more. Nothing is
     *     told when they are not announced any more
     */
    record Reach(PeerName peer, boolean reachable) {}
}
