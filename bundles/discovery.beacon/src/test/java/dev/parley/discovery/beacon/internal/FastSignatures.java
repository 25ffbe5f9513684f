package dev.parley.discovery.beacon.internal;

import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** No signatures at all, but quick ones: a hash of key and message. Counts its checks. */
final class FastSignatures implements Signatures {
    private static final int KEY_BYTES = 32;

    final AtomicInteger checks = new AtomicInteger();

    private final RandomGenerator random;

    FastSignatures(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Signer ephemeral() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new Signer() {
            @Override
            public byte[] publicKey() {
                return key.clone();
            }

            @Override
            public byte[] sign(byte[] message) {
                return hash(key, message);
            }
        };
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        checks.incrementAndGet();
        return Arrays.equals(hash(publicKey, message), signature);
    }

    private static byte[] hash(byte[] key, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(key);
            return digest.digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
