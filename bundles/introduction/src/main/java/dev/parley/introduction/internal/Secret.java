package dev.parley.introduction.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint is recognised by; the formats are in {@code recognition.proto}. Any thread.
 *
 * @param bytes 32 of them; not to be changed
 * @param number grows with each secret of its endpoint
 */
@SuppressWarnings("ArrayRecordComponent") // compared by number
record Secret(byte[] bytes, long number) {
    /** The bytes of a secret. */
    static final int BYTES = 32;

    /** The bytes of a ticket before they are letters. */
    static final int TICKET_BYTES = 28;

    private static final int TAG_NONCE = 8;
    private static final int TICKET_NONCE = 12;
    private static final int MAC_BYTES = 16;
    private static final byte[] TAG = "parley.recognition/1 tag".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TICKET = "parley.recognition/1 ticket".getBytes(StandardCharsets.US_ASCII);
    private static final String HMAC = "HmacSHA256";

    static Secret random(RandomGenerator random, long number) {
        return new Secret(bytes(random, BYTES), number);
    }

    static byte[] bytes(RandomGenerator random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A new tag. */
    byte[] tag(RandomGenerator random, byte[] signingKey) {
        byte[] nonce = bytes(random, TAG_NONCE);
        return joined(nonce, mac(TAG, nonce, signingKey));
    }

    /** Whether a tag was made with this. */
    boolean made(byte[] signingKey, byte[] tag) {
        return tag.length == TAG_NONCE + MAC_BYTES
                && MessageDigest.isEqual(
                        Arrays.copyOfRange(tag, TAG_NONCE, tag.length),
                        mac(TAG, Arrays.copyOf(tag, TAG_NONCE), signingKey));
    }

    /** A new ticket for the endpoint whose secret this is. */
    byte[] ticket(RandomGenerator random, long slot) {
        byte[] nonce = bytes(random, TICKET_NONCE);
        return joined(nonce, mac(TICKET, slot(slot), nonce));
    }

    /** Its nonce, when a ticket was made with this in that slot. */
    Optional<ByteBuffer> nonce(byte[] ticket, long slot) {
        byte[] nonce = Arrays.copyOf(ticket, TICKET_NONCE);
        boolean made = ticket.length == TICKET_BYTES
                && MessageDigest.isEqual(
                        Arrays.copyOfRange(ticket, TICKET_NONCE, ticket.length), mac(TICKET, slot(slot), nonce));
        return made ? Optional.of(ByteBuffer.wrap(nonce)) : Optional.empty();
    }

    private static byte[] slot(long slot) {
        return ByteBuffer.allocate(Long.BYTES).putLong(slot).array();
    }

    private static byte[] joined(byte[] nonce, byte[] mac) {
        return ByteBuffer.allocate(nonce.length + mac.length)
                .put(nonce)
                .put(mac)
                .array();
    }

    private byte[] mac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
