package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.Sealer;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seals and encryption, by the figures that their standards publish, and with what is wrong. */
class HpkeSealerTest {
    private static final byte[] INFO = {1, 2};
    private static final byte[] AAD = {3};
    private static final byte[] PLAIN = "a secret".getBytes(StandardCharsets.US_ASCII);

    private final Sealer sealer = new HpkeSealer(new HandDrivenExecution(3));

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** RFC 9180, appendix A.1.1: base mode, X25519, HKDF-SHA256, AES-128-GCM; the first encryption. */
    @Test
    void sealsAndOpensAsTheStandardDoes() {
        byte[] info = hex("4f6465206f6e2061204772656369616e2055726e");
        byte[] plain = hex("4265617574792069732074727574682c20747275746820626561757479");
        byte[] aad = hex("436f756e742d30");
        byte[] sealed = hex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
                + "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
                + "6d8770ac83d07bea87e13c512a");
        byte[] receiver = hex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
        byte[] ephemeral = hex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736");
        assertArrayEquals(
                sealed, Hpke.seal(receiver, ephemeral, info, aad, plain).orElseThrow());
        byte[] secret = hex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8");
        assertArrayEquals(plain, Hpke.open(secret, sealed, info, aad).orElseThrow());
    }

    /** RFC 5869, appendix A.1: the second step. */
    @Test
    void derivesAsTheStandardDoes() {
        byte[] secret = hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        String derived = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
        for (Sealer each : List.of(sealer, new FakeIdentity(1))) {
            assertArrayEquals(hex(derived), each.derive(secret, hex("f0f1f2f3f4f5f6f7f8f9"), 42));
        }
    }

    /** McGrew and Viega, The Galois/Counter Mode of Operation, test case 4. */
    @Test
    void encryptsAsTheStandardDoes() {
        byte[] key = hex("feffe9928665731c6d6a8f9467308308" + "cafebabefacedbaddecaf888");
        byte[] plain = hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        byte[] aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] encrypted = hex("42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                + "5bc94fbc3221a5db94fae95ae7121a47");
        for (Sealer each : List.of(sealer, new FakeIdentity(1))) {
            assertEquals(ByteBuffer.wrap(encrypted), each.encrypt(key, aad, ByteBuffer.wrap(plain)));
            assertArrayEquals(
                    plain, each.decrypt(key, aad, ByteBuffer.wrap(encrypted)).orElseThrow());
        }
    }

    @Test
    void whatIsSealedToACardItsOwnerOpensAndNobodyElse() {
        LocalIdentity ann = Samples.identity(1);
        byte[] key = hex(ann.card().card().devices().get(0).sealingKey());
        byte[] sealed = sealer.seal(key, INFO, AAD, PLAIN).orElseThrow();
        assertEquals(PLAIN.length + Sealer.SEAL_BYTES, sealed.length);
        assertArrayEquals(PLAIN, ann.opener().open(sealed, INFO, AAD).orElseThrow());
        assertEquals(Optional.empty(), Samples.identity(2).opener().open(sealed, INFO, AAD));
        assertEquals(Optional.empty(), ann.opener().open(sealed, AAD, AAD));
        assertEquals(Optional.empty(), ann.opener().open(sealed, INFO, INFO));
        assertFalse(
                Arrays.equals(sealed, sealer.seal(key, INFO, AAD, PLAIN).orElseThrow()),
                "each time with another secret");
    }

    @Test
    void everyFlippedBitOfASealIsRefused() {
        LocalIdentity ann = Samples.identity(1);
        byte[] key = hex(ann.card().card().devices().get(0).sealingKey());
        byte[] sealed = sealer.seal(key, INFO, AAD, PLAIN).orElseThrow();
        Opener opener = ann.opener();
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            assertEquals(Optional.empty(), opener.open(Ed25519Test.flipped(sealed, bit), INFO, AAD), "bit " + bit);
        }
        for (int length = 0; length < sealed.length; length++) {
            assertEquals(Optional.empty(), opener.open(Arrays.copyOf(sealed, length), INFO, AAD));
        }
    }

    @Test
    void nothingIsSealedToAKeyThatOthersOpenToo() {
        byte[] one = new byte[32];
        one[0] = 1;
        byte[] ofOrderEight = hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
        for (byte[] bad : List.of(new byte[0], new byte[31], new byte[33], new byte[32], one, ofOrderEight)) {
            assertEquals(Optional.empty(), sealer.seal(bad, INFO, AAD, PLAIN));
        }
        byte[] sealed = new byte[Sealer.SEAL_BYTES + 32];
        assertEquals(Optional.empty(), Samples.identity(1).opener().open(sealed, INFO, AAD));
    }

    @Test
    void everyFlippedBitOfAMessageIsRefused() {
        byte[] key = sealer.derive(sealer.secret(), INFO, Sealer.MESSAGE_KEY_BYTES);
        ByteBuffer plain = ByteBuffer.wrap(PLAIN).asReadOnlyBuffer();
        byte[] encrypted = sealer.encrypt(key, AAD, plain).array();
        assertEquals(PLAIN.length, plain.remaining());
        assertEquals(PLAIN.length + Sealer.TAG_BYTES, encrypted.length);
        for (int bit = 0; bit < 8 * encrypted.length; bit++) {
            assertEquals(
                    Optional.empty(), sealer.decrypt(key, AAD, ByteBuffer.wrap(Ed25519Test.flipped(encrypted, bit))));
        }
        for (int length = 0; length < encrypted.length; length++) {
            assertEquals(Optional.empty(), sealer.decrypt(key, AAD, ByteBuffer.wrap(encrypted, 0, length)));
        }
        assertEquals(Optional.empty(), sealer.decrypt(key, INFO, ByteBuffer.wrap(encrypted)));
        assertThrows(IllegalArgumentException.class, () -> sealer.encrypt(new byte[16], AAD, plain));
        assertThrows(IllegalArgumentException.class, () -> encryptTwice(plain));
    }

    private void encryptTwice(ByteBuffer plain) {
        byte[] key = new byte[Sealer.MESSAGE_KEY_BYTES];
        sealer.encrypt(key, AAD, plain);
        sealer.encrypt(key, AAD, plain);
    }

    @Test
    void severalThreadsAtOnceGetTheSame() {
        byte[] secret = sealer.secret();
        byte[] expected = sealer.derive(secret, INFO, 100);
        IntStream.range(0, 1000).parallel().forEach(i -> {
            assertArrayEquals(expected, sealer.derive(secret, INFO, 100));
            byte[] key = sealer.derive(secret, new byte[] {(byte) i, (byte) (i >> 8)}, Sealer.MESSAGE_KEY_BYTES);
            ByteBuffer encrypted = sealer.encrypt(key, AAD, ByteBuffer.wrap(PLAIN));
            assertArrayEquals(PLAIN, sealer.decrypt(key, AAD, encrypted).orElseThrow());
        });
    }

    @Test
    void theTestKitsEncryptionIsTheSame() {
        Sealer fake = new FakeIdentity(1);
        Random random = new Random(6);
        for (int length : List.of(0, 1, 15, 16, 17, 1000, 70_000)) {
            byte[] plain = new byte[length];
            random.nextBytes(plain);
            byte[] key = sealer.derive(fake.secret(), INFO, Sealer.MESSAGE_KEY_BYTES);
            ByteBuffer encrypted = sealer.encrypt(key, AAD, ByteBuffer.wrap(plain));
            assertArrayEquals(plain, fake.decrypt(key, AAD, encrypted).orElseThrow());
            assertEquals(encrypted, fake.encrypt(key, AAD, ByteBuffer.wrap(plain)));
        }
        assertEquals(Optional.empty(), fake.seal(new byte[32], INFO, AAD, PLAIN));
        assertEquals(Optional.empty(), fake.seal(new byte[31], INFO, AAD, PLAIN));
    }
}
