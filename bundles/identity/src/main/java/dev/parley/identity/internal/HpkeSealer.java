package dev.parley.identity.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Sealer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** HPKE and HKDF by Bouncy Castle; AES-GCM by the JDK, which does it in hardware, so that the length of a message hardly matters. */
@Component
public final class HpkeSealer implements Sealer {
    private static final int AES_BYTES = 16;

    private final Execution execution;

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
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(SHA256Digest.newInstance());
        hkdf.init(HKDFParameters.skipExtractParameters(secret, info));
        byte[] derived = new byte[bytes];
        hkdf.generateBytes(derived, 0, bytes);
        return derived;
    }

    @Override
    public ByteBuffer encrypt(byte[] key, byte[] aad, ByteBuffer plain) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, aad, plain, plain.remaining() + TAG_BYTES);
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

    private static ByteBuffer run(int mode, byte[] key, byte[] aad, ByteBuffer from, int bytes)
            throws GeneralSecurityException {
        if (key.length != MESSAGE_KEY_BYTES) {
            throw new IllegalArgumentException("a key for a message has " + MESSAGE_KEY_BYTES + " bytes.");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec aes = new SecretKeySpec(Arrays.copyOf(key, AES_BYTES), "AES");
        cipher.init(mode, aes, new GCMParameterSpec(8 * TAG_BYTES, key, AES_BYTES, key.length - AES_BYTES));
        cipher.updateAAD(aad);
        ByteBuffer to = ByteBuffer.allocate(bytes);
        cipher.doFinal(from.duplicate(), to);
        return to.flip();
    }
}
