package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519Test {
    private static final byte[] MESSAGE = {1, 2, 3};

    private final Signatures signatures = Samples.signatures();

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** RFC 8032, section 7.1, test 2. */
    @Test
    void signsAsTheStandardDoes() {
        SeedSigner signer = new SeedSigner(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        assertArrayEquals(hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"), signer.publicKey());
        byte[] signature = signer.sign(new byte[] {0x72});
        assertArrayEquals(
                hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
                signature);
        assertTrue(signatures.verify(signer.publicKey(), new byte[] {0x72}, signature));
    }

    @Test
    void theJdkAgrees() throws Exception {
        Signer signer = signatures.ephemeral();
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Ed25519.spki(signer.publicKey()))));
        jdk.update(MESSAGE);
        assertTrue(jdk.verify(signer.sign(MESSAGE)));
    }

    @Test
    void everyFlippedBitOfKeyMessageOrSignatureIsRefused() {
        Signer signer = signatures.ephemeral();
        byte[] key = signer.publicKey();
        byte[] signature = signer.sign(MESSAGE);
        for (int bit = 0; bit < 8 * signature.length; bit++) {
            assertFalse(signatures.verify(key, MESSAGE, flipped(signature, bit)));
        }
        for (int bit = 0; bit < 8 * key.length; bit++) {
            assertFalse(signatures.verify(flipped(key, bit), MESSAGE, signature));
        }
        for (int bit = 0; bit < 8 * MESSAGE.length; bit++) {
            assertFalse(signatures.verify(key, flipped(MESSAGE, bit), signature));
        }
    }

    static byte[] flipped(byte[] bytes, int bit) {
        byte[] other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }

    @Test
    void wrongLengthsAndBadKeysMakeTheAnswerNo() {
        Signer signer = signatures.ephemeral();
        byte[] signature = signer.sign(MESSAGE);
        for (int length : new int[] {0, 31, 33}) {
            assertFalse(signatures.verify(Arrays.copyOf(signer.publicKey(), length), MESSAGE, signature));
        }
        for (int length : new int[] {0, 63, 65}) {
            assertFalse(signatures.verify(signer.publicKey(), MESSAGE, Arrays.copyOf(signature, length)));
        }
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        byte[] anybody = new byte[64]; // R neutral, S zero: holds for each message under a key of small order
        anybody[0] = 1;
        assertFalse(signatures.verify(neutral, MESSAGE, anybody));
    }

    @Test
    void ephemeralKeysDiffer() {
        assertFalse(Arrays.equals(
                signatures.ephemeral().publicKey(), signatures.ephemeral().publicKey()));
        assertEquals(32, signatures.ephemeral().publicKey().length);
    }
}
