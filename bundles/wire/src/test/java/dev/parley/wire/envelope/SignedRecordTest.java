package dev.parley.wire.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.internal.proto.Envelope;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** With a stand-in for Ed25519: whoever knows the public key can sign, which matters to none of these tests. */
class SignedRecordTest {
    private static final String DOMAIN = "parley.test";
    private static final int MOST = 1_000;
    private static final byte[] PAYLOAD = "what is said".getBytes(StandardCharsets.US_ASCII);

    private static byte[] hash(byte[] key, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(key);
            return digest.digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Keyed implements Signer {
        byte[] message;

        @Override
        public byte[] publicKey() {
            byte[] key = new byte[32];
            Arrays.fill(key, (byte) 7);
            return key;
        }

        @Override
        public byte[] sign(byte[] bytes) {
            message = bytes;
            return hash(publicKey(), bytes);
        }
    }

    private static final Signatures SIGNATURES = new Signatures() {
        @Override
        public Signer ephemeral() {
            return new Keyed();
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            return Arrays.equals(hash(publicKey, message), signature);
        }
    };

    private final Keyed signer = new Keyed();

    private static ProtocolException refused(String domain, byte[] encoded, int most) {
        return assertThrows(ProtocolException.class, () -> SignedRecord.open(SIGNATURES, domain, encoded, most));
    }

    @Test
    void opensWhatWasSealed() {
        for (long sequence : new long[] {0, 1, Long.MAX_VALUE}) {
            byte[] sealed = SignedRecord.seal(signer, DOMAIN, sequence, PAYLOAD);
            SignedRecord opened = SignedRecord.open(SIGNATURES, DOMAIN, sealed, sealed.length);
            assertArrayEquals(PAYLOAD, opened.payload());
            assertArrayEquals(signer.publicKey(), opened.publicKey());
            assertEquals(sequence, opened.sequence());
        }
    }

    /** The bytes that are signed are a format: they must never change. */
    @Test
    void theSignedBytesAreAsSpecified() {
        SignedRecord.seal(signer, "ab", 258, new byte[] {5});
        String prefix = HexFormat.of().formatHex("parley-envelope/1".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                prefix + "0002" + "6162" + "0000000000000102" + "05",
                HexFormat.of().formatHex(signer.message));
    }

    @Test
    void refusesAnotherDomainALongerOneAndANegativeSequence() {
        byte[] sealed = SignedRecord.seal(signer, DOMAIN, 1, PAYLOAD);
        refused("parley.other", sealed, MOST);
        refused(DOMAIN + "x", sealed, MOST);
        assertTrue(refused(DOMAIN, sealed, sealed.length - 1).getMessage().contains("at most"));
        refused(DOMAIN, SignedRecord.seal(signer, DOMAIN, -1, PAYLOAD), MOST);
        assertThrows(IllegalArgumentException.class, () -> SignedRecord.seal(signer, "d".repeat(256), 1, PAYLOAD));
    }

    @Test
    void refusesKeysAndSignaturesOfAnotherLength() throws Exception {
        Envelope good = Envelope.parseFrom(SignedRecord.seal(signer, DOMAIN, 1, PAYLOAD));
        byte[] shortKey = new byte[31];
        refused(
                DOMAIN,
                good.toBuilder()
                        .setPublicKey(ByteString.copyFrom(shortKey))
                        .build()
                        .toByteArray(),
                MOST);
        refused(DOMAIN, good.toBuilder().clearSignature().build().toByteArray(), MOST);
        refused(DOMAIN, new byte[0], MOST);
    }

    @Test
    void noFlippedBitChangesWhatIsSaid() {
        byte[] sealed = SignedRecord.seal(signer, DOMAIN, 1, PAYLOAD);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refused(DOMAIN, flipped, MOST);
        }
    }

    @Test
    void fuzz() {
        Random random = new Random(2);
        byte[] sealed = SignedRecord.seal(signer, DOMAIN, 1, PAYLOAD);
        for (int i = 0; i < 120_000; i++) {
            byte[] input;
            if (random.nextBoolean()) {
                input = new byte[random.nextInt(160)];
                random.nextBytes(input);
            } else {
                input = Arrays.copyOf(sealed, random.nextInt(2 * sealed.length));
                for (int n = random.nextInt(4); n > 0 && input.length > 0; n--) {
                    input[random.nextInt(input.length)] = (byte) random.nextInt();
                }
            }
            try {
                assertArrayEquals(
                        PAYLOAD,
                        SignedRecord.open(SIGNATURES, DOMAIN, input, MOST).payload());
            } catch (ProtocolException typed) {
                assertTrue(typed.getMessage().contains(DOMAIN));
            }
        }
    }
}
