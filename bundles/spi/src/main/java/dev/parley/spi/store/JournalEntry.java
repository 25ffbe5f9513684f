package dev.parley.spi.store;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.nio.ByteBuffer;

/**
 * A message as a journal keeps it. An entry is the same as another when author, sequence and hash are.
 *
 * @param peer who wrote it
 * @param author at which endpoint
 * @param sequence from 1; the journal takes them in any order, and gaps show in {@link Journal#coverage}
 * @param hash of the content, as the protocol has it: 32 bytes; read-only. The journal compares it and does not compute it
 * @param content the signed message with its proof, at most {@link #CONTENT_BYTES}; read-only. The journal does not look into it
 */
public record JournalEntry(PeerName peer, EndPointId author, long sequence, ByteBuffer hash, ByteBuffer content) {
    /** Bytes in a hash. */
    public static final int HASH_BYTES = 32;

    /** The most bytes in a content: the largest message, and room for its proof. */
    public static final int CONTENT_BYTES = (1 << 20) + (64 << 10);

    /**
     * Copies hash and content.
     *
     * @throws IllegalArgumentException when one is not as it has to be
     */
    public JournalEntry {
        if (sequence < 1) {
            throw new IllegalArgumentException("a sequence is 1 or more, not " + sequence);
        }
        if (hash.remaining() != HASH_BYTES) {
            throw new IllegalArgumentException("a hash has " + HASH_BYTES + " bytes, not " + hash.remaining());
        }
        hash = Bytes.copy("a hash", hash, HASH_BYTES);
        content = Bytes.copy("an entry", content, CONTENT_BYTES);
    }
}
