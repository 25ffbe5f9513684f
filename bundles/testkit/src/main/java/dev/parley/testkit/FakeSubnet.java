package dev.parley.testkit;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.identity.RemoteIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    /** The provider of one host, which knows no contacts. */
    public DiscoveryProvider host(InetAddress address) {
        return host(address, Optional::empty);
    }

    /** @param recognition by which the host and its contacts recognise each other, while there is one */
    public DiscoveryProvider host(InetAddress address, Supplier<Optional<Recognition>> recognition) {
        return new Host(address, recognition);
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
            Optional<RemoteIdentity> contact = to.recognises(from);
            if (from.announcement.audience() == Announcement.Audience.EVERYONE || contact.isPresent()) {
                to.sightings.accept(from.seen(contact));
            }
        }
    }

    private final class Host implements DiscoveryProvider {
        private final InetAddress address;
        private final Supplier<Optional<Recognition>> recognition;

        Host(InetAddress address, Supplier<Optional<Recognition>> recognition) {
            this.address = address;
            this.recognition = recognition;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Publication publish(Announcement announcement, Consumer<Sighting> sightings) {
            Out one = new Out(address, announcement, sightings, recognition);
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
        private final Supplier<Optional<Recognition>> recognition;
        private volatile Announcement announcement;

        Out(
                InetAddress address,
                Announcement announcement,
                Consumer<Sighting> sightings,
                Supplier<Optional<Recognition>> recognition) {
            this.address = address;
            this.announcement = announcement;
            this.sightings = sightings;
            this.recognition = recognition;
        }

        /** As a beacon's key would, the instance stands for who signs. */
        Optional<RemoteIdentity> recognises(Out from) {
            byte[] key = from.announcement.instance().bytes();
            return recognition
                    .get()
                    .flatMap(ours -> from.recognition.get().flatMap(theirs -> ours.recognise(key, theirs.tag(key))));
        }

        boolean isOfRealm(Out other) {
            return announcement.realm().equals(other.announcement.realm());
        }

        Sighting.Seen seen(Optional<RemoteIdentity> contact) {
            return new Sighting.Seen(
                    announcement.instance(),
                    "fake0",
                    false,
                    List.of(new InetSocketAddress(address, announcement.port())),
                    announcement.revision(),
                    announcement.displayName(),
                    contact,
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
