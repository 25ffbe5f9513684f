package dev.parley.api.object;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerScope;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Some bytes that a person shows to others under an id.
 *
 * @param id the same everywhere for the same kind of thing; not the nil UUID
 * @param data at most {@value #DATA_BYTES} bytes; read-only
 * @param scope who sees it: {@link PeerScope#NEAR_ME} whoever is near, {@link PeerScope#INTERNET} the contacts that are allowed to watch,
 *     {@link PeerScope#ALL} both, {@link PeerScope#NONE} nobody else
 */
public record PeerObject(UUID id, ByteBuffer data, PeerScope scope) {
    /** The most bytes in an object. */
    public static final int DATA_BYTES = 16_384;

    /** The most objects that one person publishes at one endpoint. */
    public static final int MOST = 128;

    /** Where everybody looks for a person's picture: an image in PNG or JPEG. */
    public static final UUID AVATAR = UUID.fromString("8d7a4e0e-5c1b-4b57-9a0e-3f6d1c52a7b1");

    /**
     * Copies the data.
     *
     * @throws IllegalArgumentException when the data are too long, or the id is the nil UUID
     */
    public PeerObject {
        if (id.getMostSignificantBits() == 0 && id.getLeastSignificantBits() == 0) {
            throw new IllegalArgumentException("an object needs an id of its own, not the nil UUID");
        }
        data = Bytes.copy("an object", data, DATA_BYTES);
    }
}
