package dev.parley.introduction.internal;

import dev.parley.spi.identity.RemoteIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** What two sides of a comparison hash; the format is in {@code verify.proto}. Pure. */
final class Transcript {
    /** The bytes of a nonce. */
    static final int NONCE_BYTES = 32;

    /** The bytes of a commitment. */
    static final int COMMITMENT_BYTES = 32;

    /** How many words people compare: 8 bits each; docs/adr/0010 counts what that is worth. */
    static final int WORDS = 4;

    private static final byte[] COMMIT = "parley.verify/1 commit".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHOW = "parley.verify/1 words".getBytes(StandardCharsets.US_ASCII);

    private Transcript() {}

    /**
     * One side.
     *
     * @param key the identity key that a link proved
     * @param endpoint the endpoint that a link proved
     * @param nonce its own
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Side(byte[] key, byte[] endpoint, byte[] nonce) {
        static Side of(RemoteIdentity who, byte[] nonce) {
            return new Side(who.peer().key(), who.endpoint().bytes(), nonce);
        }

        /** The same one with another nonce. */
        Side with(byte[] other) {
            return new Side(key, endpoint, other);
        }
    }

    /** What a side promises before it knows anything of the other's nonce. */
    static byte[] commitment(Role role, Side side) {
        MessageDigest hash = sha256();
        hash.update(COMMIT);
        hash.update(role.code());
        hash.update(side.key());
        hash.update(side.endpoint());
        return hash.digest(side.nonce());
    }

    /** Whether that is what the side promised. */
    static boolean keeps(byte[] commitment, Role role, Side side) {
        return MessageDigest.isEqual(commitment, commitment(role, side));
    }

    /** What both people compare. */
    static List<String> words(byte[] digest) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            words.add(WordList.word(digest[i]));
        }
        return List.copyOf(words);
    }

    /** What the words and the code are the first bytes of. */
    static byte[] digest(Side began, Side asked) {
        MessageDigest hash = sha256();
        hash.update(SHOW);
        hash.update(began.key());
        hash.update(asked.key());
        hash.update(began.endpoint());
        hash.update(asked.endpoint());
        hash.update(began.nonce());
        return hash.digest(asked.nonce());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
