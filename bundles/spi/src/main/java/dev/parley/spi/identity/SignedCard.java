package dev.parley.spi.identity;

import dev.parley.api.peer.Bytes;
import java.nio.ByteBuffer;

/**
 * A card and the signed bytes that it was read from.
 *
 * @param card what it says
 * @param encoded the envelope as it travels, at most {@link #BYTES}; read-only
 */
public record SignedCard(Card card, ByteBuffer encoded) {
    /** The most bytes of a card on the wire. */
    public static final int BYTES = 16_384;

    /** Copies the bytes. */
    public SignedCard {
        encoded = Bytes.copy("a card", encoded, BYTES);
    }
}
