package dev.parley.spi.identity;

import dev.parley.api.peer.CardConflictException;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Reads other people's cards. An OSGi service; any thread. */
@ProviderType
public interface Cards {
    /**
     * Reads a card that came over a link.
     *
     * @param encoded at most {@link SignedCard#BYTES}
     * @param peer who must have signed it
     * @param endpoint a node that its device list must have
     * @throws ProtocolException naming what is wrong: too long, malformed, signature, another peer, a device that is not listed, a
     *     number older than the newest that was accepted here
     * @throws CardConflictException when it is a second card with the same number
     */
    SignedCard accept(ByteBuffer encoded, PeerName peer, EndPointId endpoint);

    /**
     * Reads a card that came without a link, for example in a file: it proves what its signer said, not that they are there.
     *
     * @param encoded at most {@link SignedCard#BYTES}
     * @throws ProtocolException naming what is wrong: as above, without peer and device
     */
    SignedCard accept(ByteBuffer encoded);

    /** Replays who was found to have two different cards with one number, then tells each time; in order, on a thread of Parley. */
    Subscription onConflict(Consumer<PeerName> listener);

    /**
     * Reads a card of some time, old ones too: it proves what its signer said then. Nobody is held to it later.
     *
     * @param encoded at most {@link SignedCard#BYTES}
     * @throws ProtocolException naming what is wrong: too long, malformed, signature
     */
    SignedCard read(ByteBuffer encoded);
}
