package dev.parley.spi.identity;

import org.osgi.annotation.versioning.ProviderType;

/** Signs with one Ed25519 key. Any thread; takes about 0.1 ms. */
@ProviderType
public interface Signer {
    /** The public key, 32 bytes (RFC 8032); a new array each time. */
    byte[] publicKey();

    /** @return 64 bytes (RFC 8032, plain Ed25519) */
    byte[] sign(byte[] message);
}
