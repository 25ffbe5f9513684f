package dev.parley.testkit;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.wire.event.EventSource;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The links of one endpoint on a network in this JVM. Bytes take a time that the test sets, come in pieces cut by the seed of the
 * {@link HandDrivenExecution}, and wait within windows. A cable between two endpoints is cut and healed:
 *
 * <pre>{@code
 * HandDrivenExecution time = new HandDrivenExecution(seed);
 * FakeLinks left = new FakeLinks(time, new FakeIdentity(1).remote());
 * FakeLinks right = new FakeLinks(time, new FakeIdentity(2).remote());
 * FakeLinks.connect(left, right);
 * right.speak(handler);
 * left.dial(DialTarget.of(right.self().peer(), right.self().endpoint()));
 * time.run();
 * left.cut(right);
 * left.heal(right);
 * }</pre>
 *
 * <p>Everything is to be called on the thread that drives the time.
 */
public final class FakeLinks implements Links {
    private static final int PORT = 1;

    private final HandDrivenExecution time;
    private final RemoteIdentity self;
    private final InstanceId instance;
    private final ScheduledExecutorService executor;
    private final EventSource<LinkChange> changes;
    private final Map<ProtocolId, ProtocolHandler> handlers = new HashMap<>();
    private final Map<EndPointId, FakeCable> cables = new HashMap<>();
    private final Map<EndPointId, FakeLink> links = new HashMap<>();
    private final List<Link> ordered = new ArrayList<>();
    private final List<ProtocolException> broken = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private boolean listens = true;
    private Tap tap = (to, bytes) -> {};

    /** Sees what is written to streams, in the clear: what TLS would hide from the network, but not from the other side. */
    @FunctionalInterface
    public interface Tap {
        /** @param bytes of one call of {@code write}; read-only */
        void written(RemoteIdentity to, ByteBuffer bytes);
    }

    /** An endpoint that listens, and is connected with nobody yet. */
    public FakeLinks(HandDrivenExecution time, RemoteIdentity self) {
        this.time = time;
        this.self = self;
        this.executor = time.serial("links");
        this.changes = new EventSource<>(executor);
        byte[] bytes = new byte[InstanceId.BYTES];
        time.random().nextBytes(bytes);
        this.instance = InstanceId.of(bytes);
    }

    /** Lays a cable between two endpoints, so that each can dial the other. */
    public static void connect(FakeLinks one, FakeLinks other) {
        FakeCable cable = new FakeCable(one, other);
        one.cables.put(other.self.endpoint(), cable);
        other.cables.put(one.self.endpoint(), cable);
    }

    /** Who this is, as others see it. */
    public RemoteIdentity self() {
        return self;
    }

    /** Takes streams of a protocol from now on; otherwise they are reset. */
    public void speak(ProtocolHandler handler) {
        handlers.put(handler.protocol(), handler);
    }

    /** How long bytes sent from here are under way. */
    public void delay(Duration underWay) {
        delay = underWay;
    }

    /** Shows all that is written here from now on. */
    public void tap(Tap on) {
        tap = on;
    }

    void written(RemoteIdentity to, ByteBuffer bytes) {
        tap.written(to, bytes.asReadOnlyBuffer());
    }

    /** Cuts the cable: what is under way is lost, both ends see their link closed, and no dial succeeds. */
    public void cut(FakeLinks other) {
        cable(other).cut();
    }

    /** Mends the cable; somebody has to dial. */
    public void heal(FakeLinks other) {
        cable(other).heal();
    }

    /** The protocol errors of streams that were failed here, in order. */
    public List<ProtocolException> broken() {
        return List.copyOf(broken);
    }

    private FakeCable cable(FakeLinks other) {
        return cables.get(other.self.endpoint());
    }

    HandDrivenExecution time() {
        return time;
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    Duration delay() {
        return delay;
    }

    Optional<ProtocolHandler> handler(ProtocolId protocol) {
        return Optional.ofNullable(handlers.get(protocol));
    }

    void broke(ProtocolException why) {
        broken.add(why);
    }

    void opened(FakeLink link) {
        links.put(link.remote().endpoint(), link);
        ordered.add(link);
        changes.emit(new LinkChange.Opened(link));
    }

    void closed(FakeLink link, String reason) {
        links.remove(link.remote().endpoint(), link);
        ordered.remove(link);
        changes.emit(new LinkChange.Closed(link, reason));
    }

    boolean listens() {
        return listens;
    }

    @Override
    public InstanceId instance() {
        return instance;
    }

    @Override
    public String realm() {
        return "testkit";
    }

    @Override
    public CompletionStage<Listening> listen() {
        listens = true;
        return CompletableFuture.completedStage(new FakeListening());
    }

    @Override
    public Optional<Listening> listening() {
        return listens ? Optional.of(new FakeListening()) : Optional.empty();
    }

    @Override
    public CompletionStage<Link> dial(DialTarget target) {
        CompletableFuture<Link> dialled = new CompletableFuture<>();
        long there = delay.toNanos();
        var unused = executor.schedule(() -> dialled(target, dialled), there, TimeUnit.NANOSECONDS);
        return dialled;
    }

    private void dialled(DialTarget target, CompletableFuture<Link> dialled) {
        Optional<FakeCable> cable = target.endpoint().map(cables::get);
        Optional<Link> there = target.endpoint().flatMap(this::find);
        if (there.isPresent()) {
            dialled.complete(there.get());
        } else if (cable.isEmpty() || !listens || !cable.get().isWhole()) {
            dialled.completeExceptionally(
                    new PeerUnreachableException("The test cut the cable to " + target + "; heal it."));
        } else {
            dialled.complete(cable.get().link(this));
        }
    }

    @Override
    public Optional<Link> find(EndPointId endpoint) {
        return Optional.ofNullable(links.get(endpoint));
    }

    @Override
    public List<Link> all() {
        return List.copyOf(ordered);
    }

    @Override
    public Subscription onChange(Consumer<LinkChange> listener) {
        return changes.add(
                listener, () -> ordered.stream().map(LinkChange.Opened::new).toList());
    }

    private final class FakeListening implements Listening {
        @Override
        public int port() {
            return PORT;
        }

        @Override
        public Subscription onPort(IntConsumer listener) {
            listener.accept(PORT);
            return () -> {};
        }

        @Override
        public List<InetSocketAddress> addresses() {
            return List.of();
        }

        @Override
        public boolean uses(String networkInterface) {
            return true;
        }

        @Override
        public void close() {
            listens = false;
            all().forEach(link -> link.close("signed out"));
        }
    }
}
