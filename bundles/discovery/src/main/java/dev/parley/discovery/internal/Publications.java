package dev.parley.discovery.internal;

import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our announcement, out by every provider there is. Confined to discovery's executor. */
final class Publications {
    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

    private final Later later;
    private final Sink sink;
    private final Map<DiscoveryProvider, Outlet> outlets = new LinkedHashMap<>();
    private Optional<Announcement> announcement = Optional.empty();

    /** Takes what a provider saw, on discovery's executor. */
    interface Sink {
        void sighted(String way, Sighting sighting);
    }

    Publications(Later later, Sink sink) {
        this.later = later;
        this.sink = sink;
    }

    Optional<Announcement> announcement() {
        return announcement;
    }

    void announce(Optional<Announcement> now) {
        announcement = now;
        List.copyOf(outlets.values()).forEach(outlet -> {
            if (now.isPresent()) {
                outlet.show(now.get());
            } else {
                outlet.close();
            }
        });
    }

    void add(DiscoveryProvider provider) {
        Outlet outlet = new Outlet(provider);
        outlets.put(provider, outlet);
        announcement.ifPresent(outlet::show);
    }

    void remove(DiscoveryProvider provider) {
        Outlet outlet = outlets.remove(provider);
        if (outlet != null) {
            outlet.close();
        }
    }

    private final class Outlet {
        private final DiscoveryProvider provider;
        private DiscoveryProvider.Publication out;
        private int epoch; // what was seen under an earlier publication is not taken any more

        Outlet(DiscoveryProvider provider) {
            this.provider = provider;
        }

        void show(Announcement now) {
            try {
                if (out == null) {
                    int mine = ++epoch;
                    out = provider.publish(now, sighting -> later.run(() -> take(mine, sighting)));
                } else {
                    out.update(now);
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("{} cannot announce us; the other ways go on", provider.name(), e);
            }
        }

        void close() {
            if (out == null) {
                return;
            }
            epoch++;
            DiscoveryProvider.Publication ending = out;
            out = null;
            try {
                ending.close();
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("{} cannot say goodbye", provider.name(), e);
            }
        }

        private void take(int of, Sighting sighting) {
            if (of == epoch) {
                sink.sighted(provider.name(), sighting);
            }
        }
    }
}
