package dev.parley.spi.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A listening address. */
@ProviderType
public interface TransportListener {
    /** Where it listens, the port not 0. */
    InetSocketAddress address();

    /** Stops listening; connections stay. Idempotent. */
    CompletionStage<Void> close();
}
