package dev.parley.discovery.internal;

import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Fails at everything. */
final class BrokenProvider implements DiscoveryProvider {
    @Override
    public String name() {
        return "broken";
    }

    @Override
    public Publication publish(Announcement announcement, Consumer<Sighting> sightings) {
        throw new IllegalStateException("broken");
    }

    @Override
    public List<WayReport> report() {
        throw new IllegalStateException("broken");
    }

    @Override
    public Map<String, Long> dropped() {
        throw new IllegalStateException("broken");
    }
}
