package dev.parley.identity.internal;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** RFC 9180 in base mode, for one message, with X25519, HKDF-SHA256 and AES-128-GCM, by Bouncy Castle. */
final class Hpke {
    static final int KEY_BYTES = X25519.POINT_SIZE;

    private Hpke() {}

    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM128);
    }

    /**
     * Seals.
     *
     * @param publicKey whose
     * @param ephemeral a secret for this message alone, 32 random bytes
     * @return the encapsulated key, then the ciphertext; empty when there is nothing that only that key opens
     */
    static Optional<byte[]> seal(byte[] publicKey, byte[] ephemeral, byte[] info, byte[] aad, byte[] plain) {
        if (publicKey.length != KEY_BYTES) {
            return Optional.empty();
        }
        try {
            HPKEContextWithEncapsulation context =
                    suite().setupBaseS(new X25519PublicKeyParameters(publicKey), info, pair(ephemeral));
            byte[] cipher = context.seal(aad, plain);
            byte[] sealed = Arrays.copyOf(context.getEncapsulation(), KEY_BYTES + cipher.length);
            System.arraycopy(cipher, 0, sealed, KEY_BYTES, cipher.length);
            return Optional.of(sealed);
        } catch (IllegalStateException | IllegalArgumentException smallOrder) { // the shared secret would be zero
            return Optional.empty();
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("AES-GCM encrypts anything", e);
        }
    }

    /** Opens; empty when it cannot be. */
    static Optional<byte[]> open(byte[] secret, byte[] sealed, byte[] info, byte[] aad) {
        if (sealed.length < KEY_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] encapsulated = Arrays.copyOf(sealed, KEY_BYTES);
            byte[] cipher = Arrays.copyOfRange(sealed, KEY_BYTES, sealed.length);
            return Optional.of(
                    suite().setupBaseR(encapsulated, pair(secret), info).open(aad, cipher));
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    private static AsymmetricCipherKeyPair pair(byte[] secret) {
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(secret);
        return new AsymmetricCipherKeyPair(key.generatePublicKey(), key);
    }
}
