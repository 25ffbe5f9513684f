package dev.parley.testkit;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.RemoteIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A network within one JVM: nodes with addresses, ways between them with a delay, that can be cut and healed. It behaves as TCP
 * does: bytes come in order and once; what is lost comes later, or the connection breaks. All of it runs on one serial executor of
 * the {@link Execution}: with a {@link HandDrivenExecution}, and the same seed, everything goes the same way each time.
 *
 * <p>Any thread. Changes hold for what is sent from then on, cuts also for what is under way.
 */
public final class FakeNetwork {
    private static final Duration RETRANSMISSION = Duration.ofMillis(200);
    private static final int FIRST_EPHEMERAL_PORT = 49_152;

    private final Execution execution;
    private final ScheduledExecutorService loop;
    private final RandomGenerator random;
    private final List<FakeTransport> nodes = new ArrayList<>();
    private final Map<InetSocketAddress, FakeListener> listeners = new HashMap<>();
    private final Set<FakePipe> waiting = new LinkedHashSet<>();
    private final Set<Way> blocked = new HashSet<>();
    private Duration leastDelay = Duration.ZERO;
    private Duration mostDelay = Duration.ZERO;
    private double lateChance;
    private double breakChance;
    private boolean fragmenting;
    private Tap tap = (from, to, bytes) -> {};
    private int ports = FIRST_EPHEMERAL_PORT;

    /** From one node to another. */
    record Way(FakeTransport from, FakeTransport to) {}

    /** Sees what leaves, in the clear: what TLS would hide from the network, but not from the other side. */
    @FunctionalInterface
    public interface Tap {
        /** @param bytes not to be changed */
        void sent(FakeTransport from, FakeTransport to, byte[] bytes);
    }

    /** @param seed for delays and losses */
    public FakeNetwork(Execution execution, long seed) {
        this.execution = execution;
        this.loop = execution.serial("fake-network");
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /**
     * Adds a node.
     *
     * @param identity who others see there
     * @param addresses its own; none gives it the next one of 10.0.0.0/16
     */
    public synchronized FakeTransport node(RemoteIdentity identity, InetAddress... addresses) {
        List<InetAddress> own = addresses.length > 0 ? List.of(addresses) : List.of(nextAddress());
        FakeTransport node = new FakeTransport(this, identity, own);
        nodes.add(node);
        return node;
    }

    private InetAddress nextAddress() {
        int number = nodes.size() + 1;
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** How long bytes are under way: evenly between the two, at first 0. */
    public synchronized void delay(Duration least, Duration most) {
        leastDelay = least;
        mostDelay = most;
    }

    /**
     * What is lost, at first nothing.
     *
     * @param late chance of each frame to come 200 ms later, as when TCP sends it again
     * @param broken chance of each frame to break its connection instead
     */
    public synchronized void loss(double late, double broken) {
        lateChance = late;
        breakChance = broken;
    }

    /** Shows all that leaves from now on, on the sender's thread. */
    public synchronized void tap(Tap on) {
        tap = on;
    }

    /** Whether what is written comes in pieces cut anywhere; at first it comes as it was written, at most 16 KiB at once. */
    public synchronized void fragment(boolean on) {
        fragmenting = on;
    }

    /** Stops what goes from one node to another; as with TCP, it waits for {@link #heal}. The other direction goes on. */
    public synchronized void block(FakeTransport from, FakeTransport to) {
        blocked.add(new Way(from, to));
    }

    /** Stops both directions. Nobody is told: connections just fall silent. */
    public void cut(FakeTransport a, FakeTransport b) {
        block(a, b);
        block(b, a);
    }

    /** Opens both directions; what waited comes now. */
    public synchronized void heal(FakeTransport a, FakeTransport b) {
        blocked.remove(new Way(a, b));
        blocked.remove(new Way(b, a));
        List<FakePipe> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(FakePipe::arm);
    }

    /** Breaks all connections between two nodes, and tells both sides; new ones can be made. */
    public void breakConnections(FakeTransport a, FakeTransport b) {
        a.connectionsWith(b).forEach(FakeConnection::broken);
    }

    // ---- for the parts

    ScheduledExecutorService loop() {
        return loop;
    }

    long nanoTime() {
        return execution.nanoTime();
    }

    void later(Duration delay, Runnable task) {
        Future<?> unused = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized boolean isOpen(Way way) {
        return !blocked.contains(way);
    }

    /** When a frame comes that is sent now, in {@link #nanoTime}; empty when it breaks its connection. */
    synchronized Optional<Long> arrival() {
        if (breakChance > 0 && random.nextDouble() < breakChance) {
            return Optional.empty();
        }
        long spread = mostDelay.minus(leastDelay).toNanos();
        long nanos = leastDelay.toNanos() + (spread > 0 ? random.nextLong(spread + 1) : 0);
        if (lateChance > 0 && random.nextDouble() < lateChance) {
            nanos += RETRANSMISSION.toNanos();
        }
        return Optional.of(nanoTime() + nanos);
    }

    synchronized void leaves(FakeTransport from, FakeTransport to, byte[] bytes) {
        tap.sent(from, to, bytes);
    }

    synchronized int pieceOf(int length) {
        return fragmenting ? 1 + random.nextInt(length) : length;
    }

    /** Its way is blocked: it goes on when some way is healed. */
    synchronized void stalled(FakePipe pipe) {
        waiting.add(pipe);
    }

    synchronized int nextPort() {
        return ports++;
    }

    /** The node that listens there; else the first that has the address, and will say that nobody listens. */
    synchronized Optional<FakeTransport> owner(InetSocketAddress address) {
        return listener(address).map(FakeListener::node).or(() -> nodes.stream()
                .filter(node -> node.addresses().contains(address.getAddress()))
                .findFirst());
    }

    synchronized Optional<FakeListener> listener(InetSocketAddress address) {
        return Optional.ofNullable(listeners.get(address));
    }

    /** False when one of the addresses is taken. */
    synchronized boolean bind(FakeListener listener, List<InetSocketAddress> addresses) {
        if (addresses.stream().anyMatch(listeners::containsKey)) {
            return false;
        }
        addresses.forEach(address -> listeners.put(address, listener));
        return true;
    }

    synchronized void unbind(FakeListener listener) {
        listeners.values().removeIf(l -> l == listener);
    }

    synchronized void unbindAll(FakeTransport node) {
        listeners.values().removeIf(l -> l.node() == node);
    }
}
