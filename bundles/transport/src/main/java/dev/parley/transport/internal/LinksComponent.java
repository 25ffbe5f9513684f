package dev.parley.transport.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.AddressSource;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
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

/** The links of this endpoint, as a service. */
@Component(
        service = {Links.class, LinksComponent.class},
        configurationPid = "dev.parley.transport")
@Designate(ocd = LinksComponent.Config.class)
public final class LinksComponent implements Links {
    /** What can be configured; the numbers are those of the design, sections 6 and 7. */
    @ObjectClassDefinition(name = "Parley links")
    @interface Config {
        @AttributeDefinition(name = "Port", description = "Where to listen, 0 to 65535; 0 takes a free one")
        int port() default 0;

        @AttributeDefinition(name = "Bind", description = "Addresses or names of interfaces; none means all")
        String[] bind() default {};

        @AttributeDefinition(name = "Realm", description = "Peers of another realm are refused; 1 to 63 letters")
        String realm() default "parley";

        @AttributeDefinition(name = "Stranger links", description = "The most links at once with strangers")
        int strangerLinks() default 128;

        @AttributeDefinition(name = "Stranger links per endpoint", description = "The most at once with one endpoint")
        int strangerLinksPerEndpoint() default 2;

        @AttributeDefinition(name = "Handshakes per second", description = "Connections let in, in all")
        int handshakesPerS() default 20;

        @AttributeDefinition(name = "Handshake burst", description = "Connections let in at once")
        int handshakeBurst() default 20;

        @AttributeDefinition(name = "Handshakes per second and address", description = "Connections let in")
        int handshakesPerAddressPerS() default 2;

        @AttributeDefinition(name = "Stranger streams", description = "Streams that a stranger may have open at once")
        int strangerStreams() default 4;

        @AttributeDefinition(name = "Streams", description = "Streams that others may have open at once on a link")
        int streams() default 64;

        @AttributeDefinition(name = "Stranger bytes", description = "What a stranger may send before a yes")
        int strangerBytes() default 65_536;

        @AttributeDefinition(name = "Stranger idle time", description = "In milliseconds")
        long strangerIdleMs() default 5_000;

        @AttributeDefinition(name = "Idle time", description = "In milliseconds")
        long idleMs() default 300_000;

        @AttributeDefinition(
                name = "Keep-alive",
                description = "How often a sign of life is asked for, in milliseconds")
        long keepAliveMs() default 15_000;

        @AttributeDefinition(name = "Missed keep-alives", description = "After how many a link counts as dead")
        int keepAliveMisses() default 2;

        @AttributeDefinition(name = "Dial limit", description = "How long a dial may take in all, in milliseconds")
        long dialLimitMs() default 10_000;
    }

    private final BundleContext context;
    private final Settings settings;
    private final Plugins plugins = new Plugins();
    private final LinkKeeper keeper;
    private final Listeners listeners;

    /** Listens to nothing yet. */
    @Activate
    public LinksComponent(
            BundleContext context,
            Config config,
            @Reference Execution execution,
            @Reference Identity identity,
            @Reference Acquaintances acquaintances) {
        this(
                context,
                settings(config),
                new LocalAddresses(List.of(config.bind()), LocalAddresses::system),
                execution,
                identity,
                acquaintances);
    }

    LinksComponent(
            BundleContext context,
            Settings settings,
            LocalAddresses local,
            Execution execution,
            Identity identity,
            Acquaintances acquaintances) {
        this.context = context;
        this.settings = settings;
        keeper = new LinkKeeper(
                settings, execution, new RemoteIdentity(identity.peer(), identity.endpoint()), acquaintances, plugins);
        listeners = new Listeners(settings, local, new Serial(execution.serial("listeners")), plugins, keeper);
    }

    static Settings settings(Config config) {
        return new Settings(
                config.port(),
                List.of(config.bind()),
                config.realm(),
                config.strangerLinks(),
                config.strangerLinksPerEndpoint(),
                config.handshakesPerS(),
                config.handshakeBurst(),
                config.handshakesPerAddressPerS(),
                config.strangerStreams(),
                config.streams(),
                config.strangerBytes(),
                Duration.ofMillis(config.strangerIdleMs()),
                Duration.ofMillis(config.idleMs()),
                Duration.ofMillis(config.keepAliveMs()),
                config.keepAliveMisses(),
                Duration.ofMillis(config.dialLimitMs()));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(Transport transport) {
        plugins.transports().add(transport);
        listeners.added(transport);
    }

    void unbindTransport(Transport transport) {
        plugins.transports().remove(transport);
        listeners.removed(transport);
        keeper.lost(transport);
    }

    @Reference(
            service = ProtocolHandler.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHandler(ServiceReference<ProtocolHandler> handler) {
        plugins.handlers().add(new Lazy<>(context, handler));
    }

    void unbindHandler(ServiceReference<ProtocolHandler> handler) {
        released(plugins.handlers(), handler).ifPresent(keeper::withdrawn);
    }

    @Reference(
            service = AddressSource.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAddresses(ServiceReference<AddressSource> source) {
        plugins.addressSources().add(new Lazy<>(context, source));
    }

    void unbindAddresses(ServiceReference<AddressSource> source) {
        released(plugins.addressSources(), source);
    }

    @Reference(
            service = Recognition.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecognition(ServiceReference<Recognition> recognition) {
        plugins.recognitions().add(new Lazy<>(context, recognition));
    }

    void unbindRecognition(ServiceReference<Recognition> recognition) {
        released(plugins.recognitions(), recognition);
    }

    private <S> Optional<Lazy<S>> released(List<Lazy<S>> services, ServiceReference<S> reference) {
        Lazy<S> key = new Lazy<>(context, reference);
        Optional<Lazy<S>> gone = services.stream().filter(key::equals).findFirst();
        gone.ifPresent(service -> {
            services.remove(service);
            service.release();
        });
        return gone;
    }

    @Deactivate
    void stop() {
        listeners.stop();
        keeper.stop();
        plugins.handlers().forEach(Lazy::release);
        plugins.addressSources().forEach(Lazy::release);
        plugins.recognitions().forEach(Lazy::release);
    }

    @Override
    public InstanceId instance() {
        return keeper.instance();
    }

    @Override
    public String realm() {
        return settings.realm();
    }

    @Override
    public CompletionStage<Listening> listen() {
        return listeners.listen();
    }

    @Override
    public Optional<Listening> listening() {
        return listeners.listening();
    }

    @Override
    public CompletionStage<Link> dial(DialTarget target) {
        return keeper.dial(target);
    }

    @Override
    public Optional<Link> find(EndPointId endpoint) {
        return keeper.find(endpoint).map(link -> link);
    }

    @Override
    public List<Link> all() {
        return List.copyOf(keeper.all());
    }

    @Override
    public Subscription onChange(Consumer<LinkChange> listener) {
        return keeper.onChange(listener);
    }

    LinkKeeper keeper() {
        return keeper;
    }
}
