package dev.parley.discovery.mdns.internal;

import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.execution.Execution;
import dev.parley.wire.net.Interfaces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The standard way to see others on a subnet, and to be seen by other programs: DNS-SD over Multicast DNS (RFC 6763, RFC 6762),
 * service type {@code _parley._tcp}, through JmDNS. What a service says is in {@link TxtRecord}.
 */
@Component(configurationPid = "dev.parley.discovery.mdns")
@Designate(ocd = MdnsConfiguration.class)
public final class MdnsProvider implements DiscoveryProvider {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final MdnsSetting setting;
    private final Set<MdnsPublication> publications = new CopyOnWriteArraySet<>();
    private boolean stopped; // guarded by this

    /** Opens nothing yet. */
    @Activate
    public MdnsProvider(@Reference Execution execution, MdnsConfiguration configuration) {
        this(new MdnsSetting(
                execution,
                between(1_000, configuration.intervalMs(), 60_000),
                between(100, configuration.interfacesMs(), 10_000),
                RETRY,
                Interfaces::current,
                JmdnsResponder::new,
                UdpProbe::new,
                new Drops()));
    }

    MdnsProvider(MdnsSetting setting) {
        this.setting = setting;
    }

    private static Duration between(int least, int millis, int most) {
        return Duration.ofMillis(Math.min(most, Math.max(least, millis)));
    }

    /** Whoever still publishes is stopped, with a goodbye. */
    @Deactivate
    synchronized void stop() {
        stopped = true;
        publications.forEach(MdnsPublication::close);
    }

    @Override
    public String name() {
        return "dns-sd";
    }

    /** Either done before this stops, which then closes it, or not at all: classes may be gone afterwards, in the middle of it. */
    @Override
    public synchronized Publication publish(Announcement announcement, Consumer<Sighting> sightings) {
        if (stopped) {
            throw new IllegalStateException("DNS-SD has been stopped.");
        }
        MdnsPublication[] self = new MdnsPublication[1];
        MdnsPublication publication =
                new MdnsPublication(setting, announcement, sightings, () -> publications.remove(self[0]));
        self[0] = publication;
        publications.add(publication);
        publication.start();
        return publication;
    }

    @Override
    public List<WayReport> report() {
        return publications.stream()
                .flatMap(MdnsPublication::report)
                .collect(Collectors.toMap(
                        one -> one.networkInterface() + ' ' + one.way(),
                        one -> one,
                        MdnsProvider::better,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    @Override
    public Map<String, Long> dropped() {
        return setting.drops().byWord();
    }

    private static WayReport better(WayReport one, WayReport other) {
        return one.verdict().compareTo(other.verdict()) <= 0 ? one : other;
    }
}
