package dev.parley.spi.card;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.Subscription;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** What endpoints told over links. An OSGi service; any thread, never blocks. */
@ProviderType
public interface CardSource {
    /** What one endpoint told last in this start of ours. */
    Optional<KnownEndpoint> find(EndPointId endpoint);

    /** Replays what is known, then tells each change, in order, on a thread of Parley. */
    Subscription onChange(Consumer<KnownEndpoint> listener);
}
