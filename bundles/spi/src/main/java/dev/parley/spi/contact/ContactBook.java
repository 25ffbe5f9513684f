package dev.parley.spi.contact;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the person here decided about other people, for whoever has to act on it. An OSGi service of whoever keeps the contacts, there
 * only once they are loaded; without it everybody is a stranger. Any thread, never blocks.
 */
@ProviderType
public interface ContactBook {
    /** Where a peer stands now; {@link Standing#stranger} when nothing was decided. */
    Standing of(PeerName peer);

    /** All that are contacts, or blocked. To make that of many takes a while: whoever needs to know about a few asks for those. */
    List<Standing> all();

    /** Those of {@link #all} whom the person wants to be told of. */
    default List<Standing> watched() {
        return all().stream().filter(Standing::watched).toList();
    }

    /**
     * The newest card of a contact, as it was signed: what an earlier start accepted, this one holds others to.
     *
     * @return empty when there is no such contact
     */
    default Optional<ByteBuffer> card(PeerName peer) {
        return Optional.empty();
    }

    /**
     * Tells each change from now on, in order, on a thread of Parley; who is forgotten is told as a stranger. What is so already is not
     * told: whoever listens first and asks {@link #of} then misses nothing.
     */
    Subscription onChange(Consumer<Standing> listener);
}
