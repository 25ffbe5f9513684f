package dev.parley.api.peer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One node of a peer, named by the SHA-256 of its device key's SubjectPublicKeyInfo: 32 bytes, written as 52 letters of
 * z-base-32.
 *
 * @param text the 52 letters
 */
public record EndPointId(String text) implements Comparable<EndPointId> {
    /** Bytes in an id. */
    public static final int BYTES = 32;

    private static final int SHORT_LETTERS = 8;

    /** @throws IllegalArgumentException saying what is wrong with the text */
    public EndPointId {
        ZBase32.decode(text, BYTES, "an endpoint id");
    }

    /** @param bytes 32 bytes; copied */
    public static EndPointId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an endpoint id has " + BYTES + " bytes, not " + bytes.length);
        }
        return new EndPointId(ZBase32.encode(bytes));
    }

    /** @param subjectPublicKeyInfo the device key in its X.509 encoding */
    public static EndPointId ofDeviceKey(byte[] subjectPublicKeyInfo) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(subjectPublicKeyInfo));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The 32 bytes; a new array each time. */
    public byte[] bytes() {
        return ZBase32.decode(text, BYTES, "an endpoint id");
    }

    /** The first 8 letters, for people to read. */
    public String shortForm() {
        return text.substring(0, SHORT_LETTERS);
    }

    @Override
    public int compareTo(EndPointId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
