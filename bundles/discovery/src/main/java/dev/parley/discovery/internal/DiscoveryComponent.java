package dev.parley.discovery.internal;

import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.diagnostics.Finding;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.Presenter;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.link.AddressSource;
import dev.parley.spi.link.Links;
import dev.parley.wire.net.Interfaces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** People near me, as services. Starts with the bundle ({@code immediate}): others are to see us though nobody here looks. */
@Component(
        service = {PeopleNearMe.class, Doctor.class, AddressSource.class},
        immediate = true,
        configurationPid = "dev.parley.discovery")
@Designate(ocd = DiscoveryComponent.Config.class)
public final class DiscoveryComponent implements PeopleNearMe, Doctor, AddressSource {
    /** What can be configured; the numbers are those of the design, section 8. */
    @ObjectClassDefinition(name = "Parley discovery")
    @interface Config {
        @AttributeDefinition(name = "Dials per second", description = "To people who were seen, in all")
        int dialsPerS() default 10;

        @AttributeDefinition(name = "Dials per source and second", description = "To one address")
        int dialsPerSourceAndS() default 2;

        @AttributeDefinition(name = "Repeats", description = "How often a dial that failed is repeated")
        int repeats() default 2;

        @AttributeDefinition(name = "Backoff", description = "Before the first repeat, in milliseconds")
        long backoffMs() default 1_000;

        @AttributeDefinition(
                name = "Rarely",
                description =
                        "How often somebody is dialled whom the repeats did not reach and who is still seen, in milliseconds")
        long rarelyMs() default 60_000;

        @AttributeDefinition(name = "Instances", description = "The most that are remembered at once")
        int instances() default 1024;

        @AttributeDefinition(
                name = "After a link",
                description = "How long somebody seen by a link only stays, in milliseconds")
        long linkedMs() default 30_000;

        @AttributeDefinition(
                name = "Check again",
                description = "How often somebody added by address is dialled, in milliseconds")
        long checkAgainMs() default 30_000;
    }

    private static final int MOST_PORT = 0xffff;

    private final DiscoveryCore core;
    private final Diagnosis diagnosis;
    private final ScheduledExecutorService resolver; // names may take long, so the doctor does not wait there
    private final ScheduledExecutorService doctor;
    private final List<DiscoveryProvider> providers = new CopyOnWriteArrayList<>();
    private final List<Subscription> subscriptions;

    /** Begins to listen to the other parts. */
    @Activate
    public DiscoveryComponent(
            Config config,
            @Reference Execution execution,
            @Reference Links links,
            @Reference CardSource cards,
            @Reference Presenter presenter) {
        Trouble trouble = new Trouble(execution::nanoTime);
        core = new DiscoveryCore(rules(config), execution, links, trouble);
        diagnosis = new Diagnosis(links, trouble, providers, Interfaces::current, execution);
        resolver = execution.serial("resolver");
        doctor = execution.serial("doctor");
        subscriptions =
                List.of(presenter.onAnnouncement(core::announce), cards.onChange(core::told), links.onChange(change -> {
                    diagnosis.changed(change);
                    core.changed(change);
                }));
    }

    private static Rules rules(Config config) {
        return new Rules(
                config.dialsPerS(),
                config.dialsPerSourceAndS(),
                config.repeats(),
                Duration.ofMillis(config.backoffMs()),
                Duration.ofMillis(config.rarelyMs()),
                config.instances(),
                Duration.ofMillis(config.linkedMs()),
                Duration.ofMillis(config.checkAgainMs()));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProvider(DiscoveryProvider provider) {
        providers.add(provider);
        core.add(provider);
    }

    void unbindProvider(DiscoveryProvider provider) {
        providers.remove(provider);
        core.remove(provider);
    }

    @Deactivate
    void stop() {
        subscriptions.forEach(Subscription::close);
        resolver.shutdown();
        doctor.shutdown();
        core.stop();
    }

    @Override
    public List<PeerNearMe> people() {
        return core.people();
    }

    @Override
    public Subscription onChange(Consumer<NearMeEvent> listener) {
        return core.onChange(listener);
    }

    @Override
    public CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected) {
        if (host.isBlank() || port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException(
                    "An address is a host and a port from 1 to 65535: " + Text.label(host) + ":" + port);
        }
        return supply(resolver, () -> resolve(host, port)).thenCompose(addresses -> core.reach(addresses, expected));
    }

    private static List<InetSocketAddress> resolve(String host, int port) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        } catch (UnknownHostException e) {
            throw new PeerUnreachableException(
                    "There is no host called " + Text.label(host) + ". Check the name, or use its address.", e);
        }
    }

    @Override
    public List<InetSocketAddress> addresses(EndPointId endpoint) {
        return core.addresses(endpoint);
    }

    @Override
    public CompletionStage<List<Finding>> examine() {
        return supply(doctor, diagnosis::examine);
    }

    private static <T> CompletableFuture<T> supply(Executor executor, Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException stopped) {
            return CompletableFuture.failedFuture(
                    new ParleyException("This was not done, because Parley is stopping. Start it again.", stopped));
        }
    }
}
