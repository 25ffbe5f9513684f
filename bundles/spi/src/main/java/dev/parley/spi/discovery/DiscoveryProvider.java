package dev.parley.spi.discovery;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One way to see others on a subnet. An OSGi service; several stand side by side. Any thread; nothing blocks: sockets are opened
 * and closed on the provider's own threads, and interfaces that come, go or change are followed.
 */
@ProviderType
public interface DiscoveryProvider {
    /** A short lower-case word, for example {@code beacon}; shown to people. */
    String name();

    /**
     * Begins to announce and to listen.
     *
     * @param sightings told of others of the same realm, never of ourselves; on the provider's threads, one call at a time
     */
    Publication publish(Announcement announcement, Consumer<Sighting> sightings);

    /** What is with each interface and family now, for the doctor. */
    List<WayReport> report();

    /** What was dropped since the start, by a fixed word: {@code forged}, {@code stale}, {@code malformed}, … */
    Map<String, Long> dropped();

    /** An announcement that is out. */
    @ProviderType
    interface Publication extends AutoCloseable {
        /** Announces a change: same instance, realm and port. */
        void update(Announcement announcement);

        /** Sends the goodbye at once, then releases everything, perhaps later, elsewhere. Idempotent; does not block. */
        @Override
        void close();
    }
}
