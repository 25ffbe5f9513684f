package dev.parley.testkit;

import dev.parley.spi.contact.Recognition;
import dev.parley.spi.discovery.DiscoveryProvider;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Peers in one JVM: each has the bundles of Parley in an OSGi framework of its own; beneath them, in place of TLS, multicast, the
 * clock and the disk, lie fakes that the test drives. Nothing happens but in {@link #advance}, {@link #run}, {@link #until} and
 * {@link #await}, on the calling thread, and with the same seed it happens the same way.
 *
 * <p>The bundles are looked for on the class path: the dependency {@code dev.parley.testkit.peers}, of type {@code pom}, brings
 * them.
 */
public final class Peers implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SEEDS_APART = 10_000;

    private final long seed;
    private final HandDrivenExecution time;
    private final FakeNetwork network;
    private final FakeSubnet subnet = new FakeSubnet("beacon", true);
    private final ScheduledExecutorService beat;
    private final Map<String, Map<String, Object>> configurations = new HashMap<>();
    private final List<TestPeer> all = new ArrayList<>();

    /** @param seed for keys, delays, losses and all other chance */
    public Peers(long seed) {
        this.seed = seed;
        time = new HandDrivenExecution(seed);
        network = new FakeNetwork(time, seed);
        beat = time.serial("fake-subnet");
        var unused = beat.scheduleAtFixedRate(subnet::beat, BEAT.toNanos(), BEAT.toNanos(), TimeUnit.NANOSECONDS);
        configure("dev.parley.transport", Map.of("bind", new String[] {LOOPBACK.getHostAddress()}));
        configure("dev.parley.presence", Map.of("visibility", "everyone", "home", "parley-test-home"));
    }

    /** Sets properties of a configuration for the peers that are added later, for example of {@code dev.parley.transport}. */
    public void configure(String pid, Map<String, Object> properties) {
        configurations.computeIfAbsent(pid, none -> new HashMap<>()).putAll(properties);
    }

    /** Adds somebody on the subnet that all share; not yet signed in. */
    public TestPeer add(String displayName) {
        AtomicReference<TestPeer> peer = new AtomicReference<>();
        DiscoveryProvider host = subnet.host(
                LOOPBACK, () -> Optional.ofNullable(peer.get()).flatMap(there -> there.find(Recognition.class)));
        peer.set(add(displayName, Optional.of(host)));
        return peer.get();
    }

    /** Adds somebody whom nobody sees, and who can be reached by address only; not yet signed in. */
    public TestPeer addApart(String displayName) {
        return add(displayName, Optional.empty());
    }

    /** Adds another endpoint of somebody who is there, with the same key; not yet signed in. */
    public TestPeer addDevice(TestPeer person) {
        return add(new FakeIdentity(person.identity(), next()), Optional.of(subnet.host(LOOPBACK)));
    }

    private long next() {
        return seed * SEEDS_APART + all.size() + 1;
    }

    private TestPeer add(String displayName, Optional<DiscoveryProvider> discovery) {
        return add(new FakeIdentity(next(), displayName), discovery);
    }

    private TestPeer add(FakeIdentity identity, Optional<DiscoveryProvider> discovery) {
        TestPeer peer = new TestPeer(this, identity, discovery, configurations);
        all.add(peer);
        run();
        return peer;
    }

    /** The clock and the threads of all. */
    public HandDrivenExecution time() {
        return time;
    }

    /** What lies between all: delays, losses, cuts. */
    public FakeNetwork network() {
        return network;
    }

    /** How they see each other. */
    public FakeSubnet subnet() {
        return subnet;
    }

    /** Does all that is due now, and what that makes due. */
    public void run() {
        time.run();
    }

    /** Moves time on, doing what falls due on the way. */
    public void advance(Duration by) {
        time.advance(by);
    }

    /**
     * Moves time on until something holds; at most two minutes of it.
     *
     * @param what for the failure: what was waited for
     * @throws AssertionError when it does not come to hold
     */
    public void until(BooleanSupplier holds, String what) {
        run();
        for (Duration passed = Duration.ZERO; !holds.getAsBoolean(); passed = passed.plus(STEP)) {
            if (passed.compareTo(LIMIT) > 0) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            advance(STEP);
        }
    }

    /**
     * Moves time on until a stage is complete; at most two minutes of it.
     *
     * @return its value
     * @throws CompletionException with its cause, when it fails
     */
    public <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        until(future::isDone, "the stage completes");
        return future.join();
    }

    /**
     * Moves time on until a stage has failed; at most two minutes of it.
     *
     * @return why
     * @throws AssertionError when it does not fail
     */
    public Throwable failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("it did not fail, but brought " + await(stage));
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    /** Both see each other, with name and applications. */
    public void meet(TestPeer one, TestPeer other) {
        until(
                () -> one.sees(other).isPresent() && other.sees(one).isPresent(),
                one.displayName() + " and " + other.displayName() + " see each other");
    }

    /** Breaks all connections between two, tells both, and lets nothing through until {@link #heal}. */
    public void cut(TestPeer one, TestPeer other) {
        network.cut(one.transport(), other.transport());
        breakLinks(one, other);
    }

    /** Lets everything through again between two. */
    public void heal(TestPeer one, TestPeer other) {
        network.heal(one.transport(), other.transport());
        run();
    }

    /** Breaks all connections between two, and tells both; new ones can be made at once. */
    public void breakLinks(TestPeer one, TestPeer other) {
        network.breakConnections(one.transport(), other.transport());
        network.breakConnections(other.transport(), one.transport());
        run();
    }

    /** Stops all, politely. */
    @Override
    public void close() {
        all.forEach(TestPeer::close);
        beat.shutdownNow();
        run();
    }
}
