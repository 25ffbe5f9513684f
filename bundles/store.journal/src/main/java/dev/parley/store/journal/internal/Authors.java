package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Authors as bytes and back. They are few and come often, and checking a key takes long, so each is kept. One thread. */
final class Authors {
    /** Bytes of one: the peer's key, then the endpoint's id. */
    static final int BYTES = PeerName.KEY_BYTES + EndPointId.BYTES;

    private final Map<ByteBuffer, Author> byBytes = new HashMap<>();
    private final Map<Author, byte[]> byAuthor = new HashMap<>();

    /** @throws DamagedException when it is none */
    Author read(ByteBuffer from) throws DamagedException {
        byte[] bytes = new byte[BYTES];
        from.get(bytes);
        Author known = byBytes.get(ByteBuffer.wrap(bytes));
        if (known != null) {
            return known;
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        byte[] key = new byte[PeerName.KEY_BYTES];
        byte[] endpoint = new byte[EndPointId.BYTES];
        parts.get(key).get(endpoint);
        try {
            Author author = new Author(PeerName.of(key), EndPointId.of(endpoint));
            add(author, bytes);
            return author;
        } catch (IllegalArgumentException e) {
            throw new DamagedException("it names an author who cannot be one");
        }
    }

    void write(Author author, ByteBuffer to) {
        byte[] bytes = byAuthor.get(author);
        if (bytes == null) {
            bytes = ByteBuffer.allocate(BYTES)
                    .put(author.peer().key())
                    .put(author.endpoint().bytes())
                    .array();
            add(author, bytes);
        }
        to.put(bytes);
    }

    private void add(Author author, byte[] bytes) {
        byBytes.put(ByteBuffer.wrap(bytes), author);
        byAuthor.put(author, bytes);
    }
}
