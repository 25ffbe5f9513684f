package dev.parley.spi.identity;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Opens what was sealed to one node. Any thread; takes about 0.2 ms. */
@ProviderType
public interface Opener {
    /**
     * Opens what {@link Sealer#seal} made.
     *
     * @param sealed of any length
     * @param info what it must be for
     * @param aad what it must be bound to
     * @return what was sealed; empty when it is not for that, was sealed to another key, or is not whole
     */
    Optional<byte[]> open(byte[] sealed, byte[] info, byte[] aad);
}
