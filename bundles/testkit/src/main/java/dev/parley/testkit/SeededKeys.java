package dev.parley.testkit;

import dev.parley.spi.identity.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Ed25519 keys that come from a seed, made and used by the JDK. Any thread. */
final class SeededKeys {
    private static final byte[] X509_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private final RandomGenerator random;

    SeededKeys(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    synchronized byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A new key each time. */
    synchronized Signer signer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new Seeded(random));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new KeySigner(pair.getPrivate(), Arrays.copyOfRange(encoded, X509_HEADER.length, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        byte[] encoded = Arrays.copyOf(X509_HEADER, X509_HEADER.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, X509_HEADER.length, publicKey.length);
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // made, used and compared nowhere
    private record KeySigner(PrivateKey key, byte[] raw) implements Signer {
        @Override
        public byte[] publicKey() {
            return raw.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature ed25519 = Signature.getInstance("Ed25519");
                ed25519.initSign(key);
                ed25519.update(message);
                return ed25519.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no Ed25519", e);
            }
        }
    }

    /** Gives the key generator what the seed says. */
    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient RandomGenerator random;

        Seeded(RandomGenerator random) {
            super(null, null);
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
