package dev.parley.spi.card;

import dev.parley.api.peer.Subscription;
import dev.parley.spi.discovery.Announcement;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What discovery shall announce of us. An OSGi service of whoever keeps the sign-in; any thread, never blocks.
 */
@ProviderType
public interface Presenter {
    /** Replays the present, then tells changes, in order; empty while nobody is signed in near me. */
    Subscription onAnnouncement(Consumer<Optional<Announcement>> listener);
}
