package dev.parley.spi.identity;

import org.osgi.annotation.versioning.ProviderType;

/** Ed25519 for whoever needs it. An OSGi service; any thread; takes about 0.1 ms a call. */
@ProviderType
public interface Signatures {
    /** A signer with a new random key, kept nowhere; for what lives as long as one start. */
    Signer ephemeral();

    /**
     * @param publicKey 32 bytes; a wrong length or a point that is not valid makes the answer no
     * @param signature 64 bytes; a wrong length makes the answer no
     */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
