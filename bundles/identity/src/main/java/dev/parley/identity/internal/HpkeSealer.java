package dev.parley.identity.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Sealer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * HPKE by Bouncy Castle; what is done for each message by the JDK, which has both AES-GCM and SHA-256 in hardware. Its objects are used
 * again, as making one takes longer than encrypting a short message.
 */
@Component
public final class HpkeSealer implements Sealer {
    private static final String AEAD = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final int AES_BYTES = 16;

    private final Execution execution;
    private final Queue<Cipher> ciphers = new ConcurrentLinkedQueue<>(); // as many as were needed at once
    private final Queue<Mac> macs = new ConcurrentLinkedQueue<>();

    /** Does nothing yet. */
    @Activate
    public HpkeSealer(@Reference Execution execution) {
        this.execution = execution;
    }

    @Override
    public byte[] secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        execution.random().nextBytes(bytes);
        return bytes;
    }

    @Override
    public Optional<byte[]> seal(byte[] sealingKey, byte[] info, byte[] aad, byte[] plain) {
        return Hpke.seal(sealingKey, secret(), info, aad, plain);
    }

    @Override
    public byte[] derive(byte[] secret, byte[] info, int bytes) {
        try {
            Mac found = macs.poll();
            Mac mac = found == null ? Mac.getInstance(HMAC) : found;
            mac.init(new SecretKeySpec(secret, HMAC));
            byte[] derived = expand(mac, info, bytes);
            macs.add(mac);
            return derived;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }

    /** RFC 5869, section 2.3. */
    private static byte[] expand(Mac mac, byte[] info, int bytes) {
        byte[] derived = new byte[bytes];
        byte[] block = {};
        int done = 0;
        for (int count = 1; done < bytes; count++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) count);
            block = mac.doFinal();
            int some = Math.min(block.length, bytes - done);
            System.arraycopy(block, 0, derived, done, some);
            done += some;
        }
        return derived;
    }

    @Override
    public ByteBuffer encrypt(byte[] key, byte[] aad, ByteBuffer plain) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, aad, plain, plain.remaining() + TAG_BYTES);
        } catch (InvalidAlgorithmParameterException twice) {
            throw new IllegalArgumentException("a key for a message is used for another one.", twice);
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
            return Optional.of(run(Cipher.DECRYPT_MODE, key, aad, encrypted, encrypted.remaining() - TAG_BYTES)
                    .array());
        } catch (AEADBadTagException wrong) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private ByteBuffer run(int mode, byte[] key, byte[] aad, ByteBuffer from, int bytes)
            throws GeneralSecurityException {
        if (key.length != MESSAGE_KEY_BYTES) {
            throw new IllegalArgumentException("a key for a message has " + MESSAGE_KEY_BYTES + " bytes.");
        }
        Cipher found = ciphers.poll();
        Cipher cipher = found == null ? Cipher.getInstance(AEAD) : found;
        try {
            SecretKeySpec aes = new SecretKeySpec(Arrays.copyOf(key, AES_BYTES), "AES");
            cipher.init(mode, aes, new GCMParameterSpec(8 * TAG_BYTES, key, AES_BYTES, key.length - AES_BYTES));
            cipher.updateAAD(aad);
            ByteBuffer to = ByteBuffer.allocate(bytes);
            cipher.doFinal(from.duplicate(), to);
            return to.flip();
        } finally {
            ciphers.add(cipher);
        }
    }
}
