package dev.parley.identity.internal;

import dev.parley.spi.identity.Signer;

/** Signs with a key that is in memory. */
final class SeedSigner implements Signer {
    private final byte[] seed;
    private final byte[] publicKey;

    /** @param seed 32 bytes, RFC 8032's private key; copied */
    SeedSigner(byte[] seed) {
        this.seed = seed.clone();
        this.publicKey = Ed25519.publicKey(seed);
    }

    byte[] seed() {
        return seed.clone();
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        return Ed25519.sign(seed, publicKey, message);
    }
}
