package dev.parley.wire.envelope;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.internal.proto.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A record whose signature was checked; the format is in {@code envelope.proto}. Whether the key is the right one and the
 * sequence not an old one is for whoever opened it to say.
 *
 * @param publicKey the key that signed it, 32 bytes
 * @param sequence as signed, never negative
 * @param payload as signed
 */
@SuppressWarnings("ArrayRecordComponent") // opened once, read once, compared never
public record SignedRecord(byte[] publicKey, long sequence, byte[] payload) {
    private static final byte[] PREFIX = "parley-envelope/1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;

    /**
     * Signs.
     *
     * @param domain what the record is for, for example {@code parley.card}; at most 255 letters
     * @return the encoded envelope
     */
    public static byte[] seal(Signer signer, String domain, long sequence, byte[] payload) {
        return Envelope.newBuilder()
                .setPublicKey(ByteString.copyFrom(signer.publicKey()))
                .setSequence(sequence)
                .setPayload(ByteString.copyFrom(payload))
                .setSignature(ByteString.copyFrom(signer.sign(signedBytes(domain, sequence, payload))))
                .build()
                .toByteArray();
    }

    /**
     * Reads and checks.
     *
     * @param most the cap in bytes
     * @throws ProtocolException too long, malformed, or not signed for this domain by the key it names
     */
    public static SignedRecord open(Signatures signatures, String domain, byte[] encoded, int most) {
        Envelope envelope = parse(domain, encoded, most);
        SignedRecord claim = claim(domain, envelope);
        byte[] message = signedBytes(domain, claim.sequence, claim.payload);
        if (!signatures.verify(claim.publicKey, message, envelope.getSignature().toByteArray())) {
            throw unsigned(domain);
        }
        return claim;
    }

    /**
     * Reads without checking the signature, only to drop cheaply what would be dropped anyway; never to believe anything.
     *
     * @param most the cap in bytes
     * @throws ProtocolException too long or malformed
     */
    public static SignedRecord unchecked(String domain, byte[] encoded, int most) {
        return claim(domain, parse(domain, encoded, most));
    }

    private static Envelope parse(String domain, byte[] encoded, int most) {
        if (encoded.length > most) {
            throw new ProtocolException("a signed record of " + domain + " is " + encoded.length
                    + " bytes long; at most " + most + " are taken.");
        }
        try {
            return Envelope.parseFrom(encoded);
        } catch (InvalidProtocolBufferException e) {
            throw new ProtocolException("a signed record of " + domain + " is malformed.", e);
        }
    }

    private static SignedRecord claim(String domain, Envelope envelope) {
        byte[] key = envelope.getPublicKey().toByteArray();
        if (envelope.getSequence() < 0 || key.length != KEY_BYTES) {
            throw unsigned(domain);
        }
        return new SignedRecord(
                key, envelope.getSequence(), envelope.getPayload().toByteArray());
    }

    private static ProtocolException unsigned(String domain) {
        return new ProtocolException("a signed record of " + domain + " has no valid signature.");
    }

    private static byte[] signedBytes(String domain, long sequence, byte[] payload) {
        byte[] name = domain.getBytes(StandardCharsets.US_ASCII);
        if (name.length > 255) {
            throw new IllegalArgumentException("a domain has at most 255 letters: " + domain);
        }
        return ByteBuffer.allocate(PREFIX.length + Short.BYTES + name.length + Long.BYTES + payload.length)
                .put(PREFIX)
                .putShort((short) name.length)
                .put(name)
                .putLong(sequence)
                .put(payload)
                .array();
    }
}
