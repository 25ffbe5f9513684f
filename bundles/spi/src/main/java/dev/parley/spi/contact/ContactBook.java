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

    /** All that are contacts, or blocked. */
    List<Standing> all();

    /**
     * The newest card of a contact, as it was signed: what an earlier start accepted, this one holds others to.
     *
     * @return empty when there is no such contact
     */
    default Optional<ByteBuffer> card(PeerName peer) {
        return Optional.empty();
    }

    /** Replays {@link #all}, then tells each change, in order, on a thread of Parley; who is forgotten is told as a stranger. */
    Subscription onChange(Consumer<Standing> listener);
}
