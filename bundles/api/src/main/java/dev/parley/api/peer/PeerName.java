package dev.parley.api.peer;

/**
 * A person, named by an Ed25519 identity key: 32 bytes, written as 52 letters of z-base-32. A value that exists is valid:
 * the key decodes to a point on the curve in canonical form (RFC 8032, section 5.1.3) that is not of small order, and the
 * text has no unused bits set, so equal keys have equal texts.
 *
 * @param text the 52 letters
 */
public record PeerName(String text) implements Comparable<PeerName> {
    /** Bytes in a key. */
    public static final int KEY_BYTES = 32;

    private static final int SHORT_LETTERS = 8;

    /** @throws IllegalArgumentException saying what is wrong with the text */
    public PeerName {
        Ed25519Point.requireValid(ZBase32.decode(text, KEY_BYTES, "a peer name"));
    }

    /**
     * @param text 52 letters of z-base-32, nothing around them
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static PeerName parse(String text) {
        return new PeerName(text);
    }

    /**
     * @param key 32 bytes, RFC 8032 encoding; copied
     * @throws IllegalArgumentException when it is no valid public key
     */
    public static PeerName of(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("an identity key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        return new PeerName(ZBase32.encode(key));
    }

    /** The key's 32 bytes; a new array each time. */
    public byte[] key() {
        return ZBase32.decode(text, KEY_BYTES, "a peer name");
    }

    /** The first 8 letters, for people to read. Not an identity: others can be made with the same ones. */
    public String shortForm() {
        return text.substring(0, SHORT_LETTERS);
    }

    @Override
    public int compareTo(PeerName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
