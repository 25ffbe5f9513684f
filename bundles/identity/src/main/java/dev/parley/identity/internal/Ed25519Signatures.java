package dev.parley.identity.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ed25519 for all. */
@Component
public final class Ed25519Signatures implements Signatures {
    private final Execution execution;

    /** Does nothing yet. */
    @Activate
    public Ed25519Signatures(@Reference Execution execution) {
        this.execution = execution;
    }

    @Override
    public Signer ephemeral() {
        byte[] seed = new byte[Ed25519.KEY_BYTES];
        execution.random().nextBytes(seed);
        return new SeedSigner(seed);
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return Ed25519.verify(publicKey, message, signature);
    }
}
