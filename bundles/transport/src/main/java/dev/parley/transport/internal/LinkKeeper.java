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
import dev.parley.spi.link.AddressSource;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.wire.event.EventSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the links of this endpoint: greets, decides which of two stays, watches for life, shows strangers out. What is not said to be
 * for any thread is confined to one serial executor.
 */
final class LinkKeeper implements LinkOwner, ConnectionAcceptor {
    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);

    private final Settings settings;
    private final Execution execution;
    private final RemoteIdentity self;
    private final Acquaintances acquaintances;
    private final Plugins plugins;
    private final InstanceId instance;
    private final ScheduledExecutorService executor;
    private final EventSource<LinkChange> changes;
    private final EventSource<LinkEvent> events;
    private final Doorkeeper doorkeeper;
    private final Refusals refusals;
    private final Subscription accepting;
    private final Map<EndPointId, LinkImpl> links = new LinkedHashMap<>();
    private final Set<LinkImpl> greeting = new HashSet<>();
    private final Map<LinkImpl, Dial> dialling = new HashMap<>();
    private final Map<DialTarget, Dial> dials = new LinkedHashMap<>();
    private final Remembered remembered = new Remembered();
    private volatile List<LinkImpl> snapshot = List.of();
    private volatile int port; // 0 while nobody listens

    LinkKeeper(
            Settings settings, Execution execution, RemoteIdentity self, Acquaintances acquaintances, Plugins plugins) {
        this.settings = settings;
        this.execution = execution;
        this.self = self;
        this.acquaintances = acquaintances;
        this.plugins = plugins;
        this.instance = InstanceId.of(random(InstanceId.BYTES));
        this.executor = execution.serial("links");
        this.changes = new EventSource<>(executor);
        this.events = new EventSource<>(executor);
        this.doorkeeper = new Doorkeeper(settings, execution::nanoTime);
        this.refusals = new Refusals(execution::nanoTime);
        this.accepting = acquaintances.onAccepted(peer -> execute(() -> links.values().stream()
                .filter(link -> link.remote().peer().equals(peer))
                .toList()
                .forEach(this::accept)));
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

    /** Any thread. The port, or 0 when nobody listens any more: then all links close. */
    void listening(int now, String reason) {
        port = now;
        if (now == 0) {
            execute(() -> closeAll(reason));
        }
    }

    /** Any thread. Closes all, then takes no more. */
    void stop() {
        accepting.close();
        port = 0;
        execute(() -> {
            closeAll("Parley is stopping there");
            executor.shutdown();
        });
    }

    private void closeAll(String reason) {
        List.copyOf(dials.values())
                .forEach(dial -> dial.end(new NotSignedInException("You are signed out: nobody can be reached.")));
        List.copyOf(greeting).forEach(link -> link.close(reason));
        List.copyOf(links.values()).forEach(link -> link.close(reason));
    }

    /** Any thread. A transport is gone, and its connections with it. */
    void lost(String transport) {
        execute(() -> List.copyOf(links.values()).stream()
                .filter(link -> link.connection().transport().equals(transport))
                .forEach(link -> link.abort("the transport " + transport + " was stopped")));
    }

    /** Any thread. */
    CompletableFuture<Link> dial(DialTarget target) {
        CompletableFuture<Link> result = new CompletableFuture<>();
        if (port == 0) {
            result.completeExceptionally(
                    new NotSignedInException("You are signed out: sign in first, then people can be reached."));
            return result;
        }
        execute(() -> {
            Optional<LinkImpl> there = links.values().stream()
                    .filter(link -> fits(target, link.remote()))
                    .findFirst();
            CompletableFuture<Link> dialled = there.map(link -> CompletableFuture.<Link>completedFuture(link))
                    .orElseGet(
                            () -> dials.containsKey(target) ? dials.get(target).result() : begin(target));
            var unused = dialled.whenComplete((link, failure) -> {
                if (failure == null) {
                    result.complete(link);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        });
        return result;
    }

    private static boolean fits(DialTarget target, RemoteIdentity remote) {
        return target.endpoint().isPresent()
                ? target.endpoint().get().equals(remote.endpoint())
                : target.peer().isPresent() && target.peer().get().equals(remote.peer());
    }

    private CompletableFuture<Link> begin(DialTarget target) {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>(target.addresses());
        target.endpoint().ifPresent(endpoint -> {
            addresses.addAll(remembered.of(endpoint));
            for (AddressSource source : plugins.addressSources()) {
                addresses.addAll(source.addresses(endpoint));
            }
        });
        List<Dial.Candidate> candidates = new ArrayList<>();
        plugins.transports()
                .forEach(transport ->
                        addresses.forEach(address -> candidates.add(new Dial.Candidate(transport, address))));
        Dial dial = new Dial(target, candidates, executor, this::greet);
        dials.put(target, dial);
        var unused = dial.result().whenComplete((link, failure) -> {
            dials.remove(target, dial);
            if (failure instanceof IdentityMismatchException) {
                refused(
                        target.peer(),
                        target.addresses().stream().findFirst(),
                        "identity-mismatch",
                        failure.getMessage());
            }
        });
        dial.start(settings.dialLimit());
        return dial.result();
    }

    private LinkImpl greet(Connection connection, Dial dial) {
        ByteString id = ByteString.copyFrom(random(Greeting.ID_BYTES));
        LinkImpl link = link(connection, true, id);
        dialling.put(link, dial);
        greeting.add(link);
        limit(link);
        link.start(hello(connection.remote().endpoint(), id));
        return link;
    }

    private LinkImpl link(Connection connection, boolean dialled, ByteString id) {
        boolean accepted = acquaintances.accepted(connection.remote().peer());
        Activity activity = new Activity(settings, execution::nanoTime, accepted);
        connection.allow(accepted ? settings.streams() : settings.strangerStreams());
        return new LinkImpl(connection, dialled, id, execution.clock().instant(), this, activity);
    }

    private Greeting hello(EndPointId to, ByteString id) {
        LinkImpl there = links.get(to);
        return new Greeting(settings.realm(), instance, port, id, there == null ? List.of() : List.of(there.id()));
    }

    private void limit(LinkImpl link) {
        var unused = executor.schedule(
                () -> {
                    if (link.state() == LinkState.GREETING) {
                        link.abort("the other side did not say hello");
                    }
                },
                settings.dialLimit().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean admit(InetSocketAddress from) {
        return port != 0 && doorkeeper.admits(from);
    }

    @Override
    public void accepted(Connection connection) {
        LinkImpl link = link(connection, false, ByteString.EMPTY);
        execute(() -> {
            greeting.add(link);
            limit(link);
            if (crowded(link)) {
                refused(link, "strangers", "Too many strangers are linked; one more was not let in.");
                link.close("too many strangers are linked here; try again later");
            }
        });
        link.start(null);
    }

    /** Counted by who is there, not by who ever came. */
    private boolean crowded(LinkImpl link) {
        if (link.activity().accepted()) {
            return false;
        }
        long same = greeting.stream()
                        .filter(other -> other.remote().equals(link.remote()))
                        .count()
                + (links.containsKey(link.remote().endpoint()) ? 1 : 0);
        long strangers = links.values().stream()
                .filter(other -> !other.activity().accepted())
                .count();
        return same > settings.linksPerEndpoint() || strangers + greeting.size() > settings.links();
    }

    @Override
    public void refused(InetSocketAddress from, Throwable cause) {
        refused(Optional.empty(), Optional.of(from), "handshake", String.valueOf(cause.getMessage()));
    }

    @Override
    public void greeted(LinkImpl link, Greeting hello) {
        execute(() -> {
            if (link.state() != LinkState.GREETING) {
                return;
            }
            if (!hello.realm().equals(settings.realm())) {
                end(link, "it is in the realm " + hello.realm() + ", this is the realm " + settings.realm());
            } else if (link.remote().endpoint().equals(self.endpoint())) {
                end(link, "that is this endpoint itself");
            } else {
                link.greeted(hello);
                decide(link, hello);
            }
        });
    }

    private void end(LinkImpl link, String reason) {
        link.close(reason);
    }

    /** Keeps one link an endpoint. */
    private void decide(LinkImpl link, Greeting hello) {
        LinkImpl there = links.get(link.remote().endpoint());
        if (there != null) {
            boolean known = hello.known().contains(there.id());
            Duration age = there.age(execution.clock().instant());
            if (!Duplicates.replaces(candidate(link), candidate(there), age, known)) {
                link.close("there is a link already");
                Optional.ofNullable(dialling.remove(link)).ifPresent(dial -> dial.offer(there));
                return;
            }
        }
        if (!link.dialled()) {
            link.answer(hello(link.remote().endpoint(), link.id()));
        }
        if (there != null) {
            there.close("another link took its place");
        }
        open(link);
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
        snapshot();
        List<InetSocketAddress> reached = new ArrayList<>(link.listensOn());
        if (link.dialled() && !reached.contains(link.remoteAddress())) {
            reached.add(0, link.remoteAddress());
        }
        remembered.add(link.remote().endpoint(), reached);
        changes.emit(new LinkChange.Opened(link));
        events.emit(new LinkEvent.Opened(link.info()));
        watch(link);
        dialling.remove(link);
        List.copyOf(dials.values()).forEach(dial -> dial.offer(link));
    }

    private void accept(LinkImpl link) {
        link.activity().accept();
        link.connection().allow(settings.streams());
        snapshot();
    }

    @Override
    public void ended(LinkImpl link, String reason) {
        execute(() -> {
            LinkState before = link.state();
            if (!link.move(LinkState.Event.ENDED)) {
                return;
            }
            greeting.remove(link);
            Optional.ofNullable(dialling.remove(link)).ifPresent(dial -> dial.greetingFailed(link, reason));
            if (before == LinkState.OPEN) {
                links.remove(link.remote().endpoint(), link);
                snapshot();
                changes.emit(new LinkChange.Closed(link, reason));
                events.emit(new LinkEvent.Closed(link.info(), reason));
            }
        });
    }

    /** Any thread. */
    @Override
    public void later(LinkImpl link, Runnable task) {
        execute(() -> {
            if (link.state() == LinkState.OPEN) {
                task.run();
            }
        });
    }

    @Override
    public void serve(StreamImpl stream) {
        Optional<ProtocolHandler> handler = plugins.handler(stream.protocol());
        if (handler.isEmpty()) {
            stream.fail(new ProtocolException(
                    "The other side does not speak " + stream.protocol() + plugins.spoken(stream.protocol()) + "."));
            return;
        }
        try {
            handler.get().opened(stream);
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
        execute(() -> refusals.count(kind)
                .ifPresent(more -> events.emit(new LinkEvent.Refused(peer, address, kind, Text.label(detail + more)))));
    }

    /** Asks for signs of life, and ends what is idle. */
    private void watch(LinkImpl link) {
        schedule(link, settings.keepAlive(), () -> keepAlive(link));
        rest(link);
    }

    private void keepAlive(LinkImpl link) {
        if (link.activity().asked()) {
            link.abort("it went silent");
            return;
        }
        link.connection().ping().thenAccept(time -> link.activity().answered(time));
        schedule(link, settings.keepAlive(), () -> keepAlive(link));
    }

    private void rest(LinkImpl link) {
        Duration left = link.activity().untilIdle();
        if (left.isNegative() || left.isZero()) {
            link.close("nothing is going on");
        } else {
            schedule(link, left, () -> rest(link));
        }
    }

    private void schedule(LinkImpl link, Duration delay, Runnable task) {
        var unused = executor.schedule(
                () -> {
                    if (link.state() == LinkState.OPEN) {
                        task.run();
                    }
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void snapshot() {
        snapshot = List.copyOf(links.values());
        Set<InetAddress> trusted = links.values().stream()
                .filter(link -> link.activity().accepted())
                .map(link -> link.remoteAddress().getAddress())
                .collect(Collectors.toSet());
        doorkeeper.trust(trusted);
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        execution.random().nextBytes(bytes);
        return bytes;
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the links are stopped", stopped);
        }
    }
}
