package dev.parley.discovery.beacon.internal;

import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Signatures;
import dev.parley.wire.net.Interfaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The fast way to see others on the subnet: signed multicast datagrams, design section 8; the format is in {@code beacon.proto}. */
@Component(configurationPid = "dev.parley.discovery.beacon")
@Designate(ocd = BeaconConfiguration.class)
public final class BeaconProvider implements DiscoveryProvider {
    private static final int LEAST_LOOK_MS = 100;
    private static final int MOST_LOOK_MS = 10_000;

    private final BeaconSetting setting;
    private final Set<BeaconPublication> publications = new CopyOnWriteArraySet<>();
    private Subscription renewals = () -> {}; // guarded by this
    private boolean stopped; // guarded by this

    /** Opens nothing yet. */
    @Activate
    public BeaconProvider(
            @Reference Execution execution, @Reference Signatures signatures, BeaconConfiguration configuration) {
        this(new BeaconSetting(
                execution,
                signatures,
                signatures.ephemeral(),
                new AtomicLong(),
                configuration.port(),
                BeaconCodec.clamped(Duration.ofMillis(configuration.intervalMs())),
                Duration.ofMillis(Math.min(MOST_LOOK_MS, Math.max(LEAST_LOOK_MS, configuration.interfacesMs()))),
                Interfaces::current,
                listener -> sockets(configuration.port(), listener),
                LocalPorts::ofUser,
                new Tags(execution::nanoTime),
                new Drops()));
    }

    BeaconProvider(BeaconSetting setting) {
        this.setting = setting;
    }

    private static BeaconSockets sockets(int port, BeaconSockets.Listener listener) {
        try {
            return new NioBeaconSockets(port, listener);
        } catch (IOException e) {
            throw new UncheckedIOException("the beacon cannot start: the system gives no more files or sockets", e);
        }
    }

    /** Who makes and recognises tags; without it we announce nothing to contacts alone, and recognise nobody. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindRecognition(Recognition service) {
        renewals.close();
        setting.tags().use(Optional.of(service));
        renewals = service.onRenewed(this::renewed);
        renewed();
    }

    synchronized void unbindRecognition(Recognition service) {
        if (setting.tags().uses(service)) { // otherwise another was bound before this one was let go
            renewals.close();
            setting.tags().use(Optional.empty());
        }
    }

    private void renewed() {
        setting.tags().renew();
        publications.forEach(BeaconPublication::renewed);
    }

    /** Whoever still publishes is stopped, with a goodbye. */
    @Deactivate
    synchronized void stop() {
        stopped = true;
        publications.forEach(BeaconPublication::close);
    }

    @Override
    public String name() {
        return "beacon";
    }

    /** Either done before this stops, which then closes it, or not at all: classes may be gone afterwards, in the middle of it. */
    @Override
    public synchronized Publication publish(Announcement announcement, Consumer<Sighting> sightings) {
        if (stopped) {
            throw new IllegalStateException("The beacon has been stopped.");
        }
        if (announcement.realm().getBytes(StandardCharsets.UTF_8).length > BeaconCodec.REALM_BYTES) {
            throw new IllegalArgumentException(
                    "the realm " + announcement.realm() + " is too long; use at most 63 letters.");
        }
        BeaconPublication[] self = new BeaconPublication[1];
        BeaconPublication publication =
                new BeaconPublication(setting, announcement, sightings, () -> publications.remove(self[0]));
        self[0] = publication;
        publications.add(publication);
        publication.start();
        return publication;
    }

    @Override
    public List<WayReport> report() {
        return publications.stream()
                .flatMap(BeaconPublication::report)
                .collect(Collectors.toMap(
                        one -> one.networkInterface() + ' ' + one.way(),
                        one -> one,
                        BeaconProvider::better,
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
