package dev.parley.api.peer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A listener's registration. Closing it is idempotent, never blocks and may be done from any thread, the listener's
 * own included; after it returns no further call of the listener begins.
 */
@ProviderType
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
