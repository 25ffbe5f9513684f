package dev.parley.transport.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.Transport;
import dev.parley.wire.event.EventSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the links of this endpoint: greets, decides which of two stays, tells what changed. What is not said to be for any thread is
 * confined to one serial executor.
 */
final class LinkKeeper implements LinkOwner, Dials.Greeter {
    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);

    /** How long a part that stops has for its last words before the streams it served are reset. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Settings settings;
    private final Execution execution;
    private final RemoteIdentity self;
    private final Acquaintances acquaintances;
    private final Plugins plugins;
    private final InstanceId instance;
    private final LinkIds ids;
    private final Serial serial;
    private final EventSource<LinkChange> changes;
    private final EventSource<LinkEvent> events;
    private final Doorkeeper doorkeeper;
    private final Refusals refusals;
    private final Allowance allowance;
    private final Watch watch;
    private final Dials dials;
    private final Remembered remembered = new Remembered();
    private final Subscription accepting;
    private final Subscription loading;
    private final Map<EndPointId, LinkImpl> links = new LinkedHashMap<>();
    private final Set<LinkImpl> greeting = new LinkedHashSet<>();
    private volatile List<LinkImpl> snapshot = List.of();
    private volatile boolean signedIn;
    private volatile int port; // 0 while nobody is let in

    LinkKeeper(
            Settings settings, Execution execution, RemoteIdentity self, Acquaintances acquaintances, Plugins plugins) {
        this.settings = settings;
        this.execution = execution;
        this.self = self;
        this.acquaintances = acquaintances;
        this.plugins = plugins;
        this.ids = new LinkIds(execution.random());
        this.instance = ids.instance();
        ScheduledExecutorService executor = execution.serial("links");
        this.serial = new Serial(executor);
        this.changes = new EventSource<>(executor);
        this.events = new EventSource<>(executor);
        this.doorkeeper = new Doorkeeper(settings, execution::nanoTime, acquaintances::accepted);
        this.refusals = new Refusals(execution::nanoTime);
        this.allowance = new Allowance(settings);
        this.watch = new Watch(settings, serial);
        this.dials = new Dials(settings, serial, plugins, remembered, this);
        this.accepting = acquaintances.onAccepted(peer -> accept(peer::equals));
        this.loading = acquaintances.onLoaded(() -> accept(acquaintances::accepted));
    }

    /** Any thread. */
    private void accept(Predicate<PeerName> whom) {
        serial.run(() -> everyConnection()
                .filter(link -> whom.test(link.remote().peer()))
                .forEach(this::accept));
    }

    InstanceId instance() {
        return instance;
    }

    /** Any thread. */
    List<LinkImpl> all() {
        return snapshot;
    }

    /** Any thread. */
    Optional<LinkImpl> find(EndPointId endpoint) {
        return snapshot.stream()
                .filter(link -> link.remote().endpoint().equals(endpoint))
                .filter(link -> link.closed().isEmpty())
                .findFirst();
    }

    /** Any thread. */
    Subscription onChange(Consumer<LinkChange> listener) {
        return changes.add(listener, () -> links.values().stream()
                .map(link -> (LinkChange) new LinkChange.Opened(link))
                .toList());
    }

    /** Any thread. */
    Subscription onEvent(Consumer<LinkEvent> listener) {
        return events.add(listener, () -> links.values().stream()
                .map(link -> (LinkEvent) new LinkEvent.Opened(link.info()))
                .toList());
    }

    /** Any thread. Others may be dialled, and are let in at this port; 0 while no transport listens. */
    void listening(int now) {
        port = now;
        signedIn = true;
    }

    /** Any thread. Nobody is let in or dialled any more, and all links close. */
    void silent(String reason) {
        port = 0;
        signedIn = false;
        serial.run(() -> closeAll(reason));
    }

    /** Any thread. Closes all, tells it, then takes no more. */
    void stop() {
        accepting.close();
        loading.close();
        silent("Parley is stopping");
        serial.run(serial::stop);
    }

    private void closeAll(String reason) {
        dials.end(signedOut());
        everyConnection().forEach(link -> close(link, reason));
    }

    private Stream<LinkImpl> everyConnection() {
        return Stream.concat(List.copyOf(greeting).stream(), List.copyOf(links.values()).stream());
    }

    private static NotSignedInException signedOut() {
        return new NotSignedInException("You are signed out: sign in first, then people can be reached.");
    }

    /** Any thread. A transport is gone, and its connections with it. */
    void lost(Transport transport) {
        serial.run(() -> {
            dials.lost(transport);
            everyConnection()
                    .filter(link -> link.transport().equals(transport))
                    .forEach(link -> link.abort("the transport " + transport.name() + " was stopped"));
        });
    }

    /** Any thread. A protocol is not spoken any more; whoever spoke it still says goodbye. */
    void withdrawn(Lazy<ProtocolHandler> handler) {
        var unused = serial.later(GOODBYE, () -> snapshot.forEach(link -> link.withdraw(handler)));
    }

    /** Any thread. */
    CompletableFuture<Link> dial(DialTarget target) {
        CompletableFuture<Link> result = new CompletableFuture<>();
        if (!signedIn || !serial.run(() -> dial(target, result))) {
            result.completeExceptionally(signedOut());
        }
        return result;
    }

    private void dial(DialTarget target, CompletableFuture<Link> result) {
        if (!signedIn) {
            result.completeExceptionally(signedOut());
            return;
        }
        Optional<LinkImpl> there = links.values().stream()
                .filter(link ->
                        Dial.fits(target, link.remote()) && link.closed().isEmpty())
                .findFirst();
        if (there.isPresent()) {
            result.complete(there.get());
            return;
        }
        dials.dial(target, result);
        var unused = result.whenComplete((link, failure) -> {
            if (result.isCancelled()) {
                serial.run(() -> dials.left(target, result));
            }
        });
    }

    @Override
    public LinkImpl greet(Transport transport, Connection connection) {
        ByteString id = ids.next();
        LinkImpl link =
                link(transport, connection, true, hello(connection.remote().endpoint(), id));
        enter(link);
        link.start();
        return link;
    }

    @Override
    public void mismatch(DialTarget target, InetSocketAddress address, IdentityMismatchException why) {
        tell(target.peer(), Optional.of(address), "identity-mismatch", LinkImpl.sentence(why));
    }

    private LinkImpl link(Transport transport, Connection connection, boolean dialled, Greeting hello) {
        boolean accepted = acquaintances.accepted(connection.remote().peer());
        Activity activity = new Activity(settings, execution::nanoTime, accepted);
        LinkImpl link = new LinkImpl(
                connection, transport, dialled, hello, execution.clock().instant(), this, activity);
        allowStreams(link);
        return link;
    }

    /** The control stream, which the dialler opens, comes on top. */
    private void allowStreams(LinkImpl link) {
        int streams = link.activity().accepted() ? settings.streams() : settings.strangerStreams();
        link.connection().allow(link.dialled() ? streams : streams + 1);
    }

    private Greeting hello(EndPointId to, ByteString id) {
        List<ByteString> known = new ArrayList<>();
        Optional.ofNullable(links.get(to)).ifPresent(there -> known.add(there.id()));
        greeting.stream()
                .filter(link -> link.dialled() && link.remote().endpoint().equals(to))
                .forEach(link -> known.add(link.id()));
        return new Greeting(settings.realm(), instance, port, id, known);
    }

    private void enter(LinkImpl link) {
        greeting.add(link);
        watch.entered(link);
    }

    /** Transport's threads. */
    boolean admit(InetSocketAddress from) {
        if (port == 0) {
            return false;
        }
        boolean admitted = doorkeeper.admits(from);
        if (!admitted) {
            refused(Optional.empty(), Optional.of(from), "handshakes", "Too many connections came at once.");
        }
        return admitted;
    }

    /** Transport's threads. The other side's first flight is there, and nothing was said of us. */
    boolean admit(InetSocketAddress from, Optional<String> ticket) {
        boolean admitted = plugins.admits(ticket);
        if (!admitted) {
            refused(
                    Optional.empty(),
                    Optional.of(from),
                    "not-a-contact",
                    "Somebody wanted to connect who is no contact of yours; they were not told who you are.");
        }
        return admitted;
    }

    /** Transport's threads. */
    void accepted(Transport transport, Connection connection) {
        Greeting hello = new Greeting(
                settings.realm(), instance, port, ByteString.copyFrom(new byte[Greeting.ID_BYTES]), List.of());
        LinkImpl link = link(transport, connection, false, hello);
        boolean entered = serial.run(() -> {
            enter(link);
            if (port == 0 || !plugins.transports().contains(transport)) {
                close(link, "nobody is signed in");
            } else if (allowance.exceeded(link, greeting, links.values())) {
                refused(link, "strangers", "Too many strangers are linked; one more was not let in.");
                close(link, "too many strangers are linked; try again later");
            }
        });
        link.start();
        if (!entered) {
            link.abort("Parley has stopped");
        }
    }

    /** Transport's threads. */
    void refused(InetSocketAddress from, Throwable cause) {
        refused(Optional.empty(), Optional.of(from), "handshake", LinkImpl.sentence(cause));
    }

    @Override
    public void greeted(LinkImpl link, Greeting hello) {
        serial.run(() -> {
            if (link.state() != LinkState.GREETING || link.closed().isPresent()) {
                return;
            }
            link.greeted(hello);
            if (!hello.realm().equals(settings.realm())) {
                if (!link.dialled()) {
                    link.answer(hello(link.remote().endpoint(), link.id())); // so that the dialler can tell why
                }
                close(link, "it is in the realm " + hello.realm() + ", this is the realm " + settings.realm());
            } else if (link.remote().endpoint().equals(self.endpoint())) {
                close(link, "that is this endpoint itself");
            } else {
                decide(link, hello);
            }
        });
    }

    /** Keeps one link an endpoint. */
    private void decide(LinkImpl link, Greeting hello) {
        EndPointId endpoint = link.remote().endpoint();
        LinkImpl there = links.get(endpoint);
        if (there != null && there.closed().isEmpty() && !replaces(link, there, hello)) {
            close(link, "there is a link already");
            return;
        }
        if (!link.dialled()) {
            link.answer(hello(endpoint, link.id()));
        }
        if (there != null) {
            close(there, "another link took its place");
        }
        open(link);
    }

    private boolean replaces(LinkImpl fresh, LinkImpl there, Greeting hello) {
        Duration age = there.activity().age();
        boolean known = hello.known().contains(there.id());
        return Duplicates.replaces(candidate(fresh), candidate(there), fresh.dialled(), age, known);
    }

    private Duplicates.Candidate candidate(LinkImpl link) {
        return new Duplicates.Candidate(
                link.id().toByteArray(), (link.dialled() ? self : link.remote()).endpoint(), link.instance());
    }

    private void open(LinkImpl link) {
        if (!link.move(LinkState.Event.GREETED)) {
            return;
        }
        greeting.remove(link);
        links.put(link.remote().endpoint(), link);
        snapshot = List.copyOf(links.values());
        List<InetSocketAddress> reached = new ArrayList<>(link.listensOn());
        if (link.dialled() && !reached.contains(link.remoteAddress())) {
            reached.add(0, link.remoteAddress());
        }
        remembered.add(link.remote().endpoint(), reached);
        if (acquaintances.accepted(link.remote().peer())) {
            accept(link); // the yes may have come in the middle of the greeting
        }
        changes.emit(new LinkChange.Opened(link));
        events.emit(new LinkEvent.Opened(link.info()));
        watch.opened(link);
        dials.offer(link);
    }

    private void accept(LinkImpl link) {
        link.activity().accept();
        allowStreams(link);
        doorkeeper.familiar(link.remoteAddress().getAddress(), link.remote().peer());
    }

    private void close(LinkImpl link, String reason) {
        link.close(reason);
        over(link);
    }

    @Override
    public void ended(LinkImpl link) {
        serial.run(() -> over(link));
    }

    private void over(LinkImpl link) {
        LinkState before = link.state();
        if (!link.move(LinkState.Event.ENDED)) {
            return;
        }
        watch.ended(link);
        String reason = link.closed().orElse("");
        EndPointId endpoint = link.remote().endpoint();
        greeting.remove(link);
        if (before == LinkState.OPEN) {
            links.remove(endpoint, link);
            snapshot = List.copyOf(links.values());
            changes.emit(new LinkChange.Closed(link, reason));
            events.emit(new LinkEvent.Closed(link.info(), reason));
        } else {
            Optional<LinkImpl> instead = Optional.ofNullable(links.get(endpoint))
                    .filter(there -> there.closed().isEmpty());
            dials.greetingFailed(link, reason, instead);
        }
    }

    @Override
    public void serveLater(StreamImpl stream) {
        serial.run(() -> {
            switch (stream.link().state()) {
                case OPEN -> serve(stream);
                case GREETING ->
                    stream.fail(new ProtocolException("A stream of " + stream.protocol() + " came before the hello."));
                case CLOSED -> stream.cut(); // nobody broke anything
            }
        });
    }

    @Override
    public void serve(StreamImpl stream) {
        Optional<Plugins.Spoken> spoken = plugins.handler(stream.protocol());
        if (spoken.isEmpty()) {
            stream.fail(new ProtocolException(
                    "The other side does not speak " + stream.protocol() + plugins.versions(stream.protocol()) + "."));
            return;
        }
        stream.servedBy(spoken.get().service());
        try {
            spoken.get().handler().opened(stream);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the handler of {} failed", stream, e);
            stream.fail(new ProtocolException("The other side could not serve " + stream.protocol() + ".", e));
        }
    }

    @Override
    public void refused(LinkImpl link, String kind, String detail) {
        refused(Optional.of(link.remote().peer()), Optional.of(link.remoteAddress()), kind, detail);
    }

    private void refused(Optional<PeerName> peer, Optional<InetSocketAddress> address, String kind, String detail) {
        serial.run(() -> refusals.count(kind).ifPresent(more -> tell(peer, address, kind, detail + more)));
    }

    private void tell(Optional<PeerName> peer, Optional<InetSocketAddress> address, String kind, String detail) {
        events.emit(new LinkEvent.Refused(peer, address, kind, Text.label(detail)));
    }
}
