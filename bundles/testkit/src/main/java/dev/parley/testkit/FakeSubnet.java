package dev.parley.testkit;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One way to see others on one subnet of this JVM. Hosts join it; what one announces, the others see at once, on the announcing
 * thread. Nothing is repeated by itself: {@link #beat} is the next interval. Any thread.
 */
public final class FakeSubnet {
    /** How long a sighting is good for: three intervals of ten seconds. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);

    private final String name;
    private final boolean signed;
    private final List<Out> out = new CopyOnWriteArrayList<>();
    private volatile boolean blocked;

    /**
     * @param name of the way, for example {@code beacon}
     * @param signed whether its goodbyes are
     */
    public FakeSubnet(String name, boolean signed) {
        this.name = name;
        this.signed = signed;
    }

    /** The provider of one host. */
    public DiscoveryProvider host(InetAddress address) {
        return new Host(address);
    }

    /** Another interval has passed: everybody announces again. */
    public void beat() {
        out.forEach(this::spread);
    }

    /** From now on nothing gets through, or everything again. */
    public void block(boolean now) {
        blocked = now;
    }

    /** A host dies without a goodbye. */
    public void kill(InstanceId instance) {
        out.removeIf(one -> one.announcement.instance().equals(instance));
    }

    /** Something that anybody may send, seen by every host. */
    public void invent(Sighting sighting) {
        if (!blocked) {
            out.forEach(one -> one.sightings.accept(sighting));
        }
    }

    /** How many announcements are out. */
    public int published() {
        return out.size();
    }

    private void spread(Out from) {
        out.forEach(to -> show(from, to));
    }

    private void show(Out from, Out to) {
        if (!blocked && from != to && from.announcement.visible() && from.isOfRealm(to)) {
            to.sightings.accept(from.seen());
        }
    }

    private final class Host implements DiscoveryProvider {
        private final InetAddress address;

        Host(InetAddress address) {
            this.address = address;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Publication publish(Announcement announcement, Consumer<Sighting> sightings) {
            Out one = new Out(address, announcement, sightings);
            out.add(one);
            spread(one);
            out.forEach(other -> show(other, one));
            return one;
        }

        @Override
        public List<WayReport> report() {
            return List.of();
        }

        @Override
        public Map<String, Long> dropped() {
            return Map.of();
        }
    }

    private final class Out implements DiscoveryProvider.Publication {
        private final InetAddress address;
        private final Consumer<Sighting> sightings;
        private volatile Announcement announcement;

        Out(InetAddress address, Announcement announcement, Consumer<Sighting> sightings) {
            this.address = address;
            this.announcement = announcement;
            this.sightings = sightings;
        }

        boolean isOfRealm(Out other) {
            return announcement.realm().equals(other.announcement.realm());
        }

        Sighting.Seen seen() {
            return new Sighting.Seen(
                    announcement.instance(),
                    "fake0",
                    false,
                    List.of(new InetSocketAddress(address, announcement.port())),
                    announcement.revision(),
                    announcement.displayName(),
                    LIFETIME);
        }

        @Override
        public void update(Announcement now) {
            boolean hides = announcement.visible() && !now.visible();
            announcement = now;
            if (hides) {
                goodbye();
            } else {
                spread(this);
            }
        }

        @Override
        public void close() {
            if (out.remove(this) && announcement.visible()) {
                goodbye();
            }
        }

        private void goodbye() {
            if (!blocked) {
                out.stream()
                        .filter(other -> other != this && isOfRealm(other))
                        .forEach(other -> other.sightings.accept(new Sighting.Gone(announcement.instance(), signed)));
            }
        }
    }
}
