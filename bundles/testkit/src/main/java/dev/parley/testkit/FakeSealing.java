package dev.parley.testkit;

import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.Sealer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption by the JDK. Seals are only of the right form, and fast: what is sealed to a key opens with that same key, which is public.
 * Any thread.
 *
 * @param chance gives so many bytes
 */
record FakeSealing(IntFunction<byte[]> chance) implements Sealer {
    private static final int KEY_BYTES = SEAL_BYTES - TAG_BYTES;
    private static final int AES_BYTES = 16;
    private static final int HASH_BYTES = 32;

    @Override
    public byte[] secret() {
        return chance.apply(SECRET_BYTES);
    }

    @Override
    public Optional<byte[]> seal(byte[] sealingKey, byte[] info, byte[] aad, byte[] plain) {
        if (sealingKey.length != KEY_BYTES || Arrays.equals(sealingKey, new byte[KEY_BYTES])) {
            return Optional.empty(); // as for each key of small order
        }
        byte[] ephemeral = chance.apply(KEY_BYTES);
        ByteBuffer cipher = encrypt(key(sealingKey, ephemeral, info), aad, ByteBuffer.wrap(plain));
        return Optional.of(ByteBuffer.allocate(KEY_BYTES + cipher.remaining())
                .put(ephemeral)
                .put(cipher)
                .array());
    }

    /** Opens what was sealed to a key. */
    Opener opener(byte[] sealingKey) {
        return (whole, info, aad) -> whole.length < KEY_BYTES
                ? Optional.empty()
                : decrypt(
                        key(sealingKey, Arrays.copyOf(whole, KEY_BYTES), info),
                        aad,
                        ByteBuffer.wrap(whole, KEY_BYTES, whole.length - KEY_BYTES));
    }

    private byte[] key(byte[] sealingKey, byte[] ephemeral, byte[] info) {
        return derive(derive(sealingKey, ephemeral, HASH_BYTES), info, MESSAGE_KEY_BYTES);
    }

    @Override
    public byte[] derive(byte[] secret, byte[] info, int bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            ByteBuffer derived = ByteBuffer.allocate(bytes);
            byte[] block = {};
            for (byte count = 1; derived.hasRemaining(); count++) {
                mac.update(block);
                mac.update(info);
                mac.update(count);
                block = mac.doFinal();
                derived.put(block, 0, Math.min(block.length, derived.remaining()));
            }
            return derived.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }

    @Override
    public ByteBuffer encrypt(byte[] key, byte[] aad, ByteBuffer plain) {
        try {
            return ByteBuffer.wrap(run(Cipher.ENCRYPT_MODE, key, aad, plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    @Override
    public Optional<byte[]> decrypt(byte[] key, byte[] aad, ByteBuffer encrypted) {
        if (encrypted.remaining() < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(run(Cipher.DECRYPT_MODE, key, aad, encrypted));
        } catch (AEADBadTagException wrong) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static byte[] run(int mode, byte[] key, byte[] aad, ByteBuffer from) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = Arrays.copyOfRange(key, AES_BYTES, MESSAGE_KEY_BYTES);
        cipher.init(mode, new SecretKeySpec(key, 0, AES_BYTES, "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(aad);
        byte[] bytes = new byte[from.remaining()];
        from.duplicate().get(bytes);
        return cipher.doFinal(bytes);
    }
}
