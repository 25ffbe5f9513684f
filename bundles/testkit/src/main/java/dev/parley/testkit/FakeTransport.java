package dev.parley.testkit;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.Transport;
import dev.parley.spi.transport.TransportListener;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The transport of one node of a {@link FakeNetwork}: keeps what {@link Transport}, {@code Connection} and {@code Channel} say, with
 * windows of {@link #WINDOW} bytes that are counted exactly. Made by {@link FakeNetwork#node}.
 */
public final class FakeTransport implements Transport {
    /** What may come on a channel before it is read, in bytes. */
    public static final int WINDOW = 256 * 1024;

    private final FakeNetwork network;
    private final RemoteIdentity identity;
    private final Set<PeerName> distrusted = ConcurrentHashMap.newKeySet();
    private final Set<FakeConnection> connections = new LinkedHashSet<>(); // guarded by itself
    private final List<InetSocketAddress> dials = new ArrayList<>();
    private volatile List<InetAddress> addresses;

    FakeTransport(FakeNetwork network, RemoteIdentity identity, List<InetAddress> addresses) {
        this.network = network;
        this.identity = identity;
        this.addresses = addresses;
    }

    /** Who others see here. */
    public RemoteIdentity identity() {
        return identity;
    }

    /** Its addresses now. */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /** Gives it other addresses, as another network would; listeners and connections stay where they were. */
    public void move(InetAddress... to) {
        addresses = List.of(to);
    }

    /**
     * From now on, refuses a peer in the last step of the handshake: the peer's dial succeeds, and only then its connection ends.
     * That is how TLS 1.3 does it.
     */
    public void distrust(PeerName peer) {
        distrusted.add(peer);
    }

    /** Every address dialled from here so far, in order. */
    public synchronized List<InetSocketAddress> dials() {
        return List.copyOf(dials);
    }

    /** Connections that are not over yet. */
    public int connections() {
        synchronized (connections) {
            return connections.size();
        }
    }

    /** The node is gone as after a power cut: nobody is told anything, here or there. It can listen and dial again. */
    public void vanish() {
        List<FakeConnection> all = all();
        all.forEach(FakeConnection::vanish);
        all.forEach(this::remove);
        network.unbindAll(this);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public CompletionStage<TransportListener> listen(InetSocketAddress address, ConnectionAcceptor acceptor) {
        InetAddress host = address.getAddress();
        List<InetAddress> hosts = host.isAnyLocalAddress() ? addresses : List.of(host);
        if (!addresses.containsAll(hosts)) {
            return CompletableFuture.failedStage(new BindException(host + " is not an address of this node"));
        }
        int port = address.getPort() == 0 ? network.nextPort() : address.getPort();
        FakeListener listener = new FakeListener(this, new InetSocketAddress(host, port), acceptor);
        if (!network.bind(
                listener,
                hosts.stream().map(h -> new InetSocketAddress(h, port)).toList())) {
            return CompletableFuture.failedStage(new BindException("the port " + port + " is taken"));
        }
        return CompletableFuture.completedStage(listener);
    }

    @Override
    public CompletionStage<Connection> dial(InetSocketAddress address, Optional<PeerName> expected) {
        return dial(address, expected, Optional.empty());
    }

    @Override
    public CompletionStage<Connection> dial(InetSocketAddress address, Optional<PeerName> expected, String ticket) {
        return dial(address, expected, Optional.of(ticket));
    }

    private CompletionStage<Connection> dial(
            InetSocketAddress address, Optional<PeerName> expected, Optional<String> ticket) {
        synchronized (this) {
            dials.add(address);
        }
        return new FakeDial(this, address, expected, ticket).begin();
    }

    FakeNetwork network() {
        return network;
    }

    boolean trusts(PeerName peer) {
        return !distrusted.contains(peer);
    }

    void add(FakeConnection connection) {
        synchronized (connections) {
            connections.add(connection);
        }
    }

    void remove(FakeConnection connection) {
        synchronized (connections) {
            connections.remove(connection);
        }
    }

    private List<FakeConnection> all() {
        synchronized (connections) {
            return List.copyOf(connections);
        }
    }

    List<FakeConnection> connectionsWith(FakeTransport other) {
        return all().stream().filter(c -> c.peer().node() == other).toList();
    }
}
