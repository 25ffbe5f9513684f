package dev.parley.spi.identity;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Encryption for whoever needs it: to a node, and with secrets that two sides share. An OSGi service; any thread. What was sealed to
 * this node opens {@link Identity#opener}.
 */
@ProviderType
public interface Sealer {
    /** Bytes of a secret. */
    int SECRET_BYTES = 32;

    /** By how much {@link #seal} makes longer: a public key and a tag. */
    int SEAL_BYTES = 48;

    /** Bytes of a key for one message: AES-128, then a nonce. */
    int MESSAGE_KEY_BYTES = 28;

    /** By how much {@link #encrypt} makes longer: the tag. */
    int TAG_BYTES = 16;

    /** A new random secret, {@value #SECRET_BYTES} bytes. */
    byte[] secret();

    /**
     * Seals to a node, so that only it can open: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, one
     * message. It does not say who sealed. Takes about 0.2 ms.
     *
     * @param sealingKey of the node, 32 bytes (RFC 7748)
     * @param info what it is for: it opens only with the same
     * @param aad what it is bound to: it opens only with the same
     * @param plain what to seal
     * @return the encapsulated key, then the ciphertext; {@value #SEAL_BYTES} bytes longer than {@code plain}. Empty when nothing can be
     *     sealed to that key: a wrong length, or of small order
     */
    Optional<byte[]> seal(byte[] sealingKey, byte[] info, byte[] aad, byte[] plain);

    /**
     * Another secret from a secret, one way: HKDF-Expand with SHA-256 (RFC 5869).
     *
     * @param secret random, {@value #SECRET_BYTES} bytes
     * @param info what it is for
     * @param bytes how many, from 1 to 8160
     */
    byte[] derive(byte[] secret, byte[] info, int bytes);

    /**
     * Encrypts with AES-128-GCM.
     *
     * @param key {@value #MESSAGE_KEY_BYTES} bytes: 16 of the key, 12 of the nonce; never used for another message
     * @param aad what the message is bound to
     * @param plain stays as it is
     * @return a new buffer, {@value #TAG_BYTES} bytes longer
     */
    ByteBuffer encrypt(byte[] key, byte[] aad, ByteBuffer plain);

    /**
     * Decrypts what {@link #encrypt} made.
     *
     * @return a new array; empty when it was not made with that key for that, or is not whole
     */
    Optional<byte[]> decrypt(byte[] key, byte[] aad, ByteBuffer encrypted);
}
