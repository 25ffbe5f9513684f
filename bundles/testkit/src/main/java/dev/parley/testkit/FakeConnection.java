package dev.parley.testkit;

import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionListener;
import dev.parley.testkit.FakeNetwork.Way;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One side of a connection. State under the network's lock; what the listener is told, on the network's loop. */
final class FakeConnection implements Connection {
    private static final int CHANNELS = 64;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final FakeNetwork network;
    private final FakeTransport node;
    private final RemoteIdentity remote;
    private final InetSocketAddress localAddress;
    private final InetSocketAddress remoteAddress;
    private final FakePipe out;
    private final Map<Integer, FakeChannel> channels = new HashMap<>(); // by id: negative ones were opened there
    private final List<Runnable> unstarted = new ArrayList<>();
    private final Map<Integer, CompletableFuture<Duration>> pings = new HashMap<>();
    private int pingsSent;
    private FakeConnection peer;
    private ConnectionListener listener;
    private Runnable breaking = () -> {};
    private int ids;
    private final Set<FakeChannel> opened = new LinkedHashSet<>(); // here, written to or not
    private int allowed = CHANNELS;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private FakeConnection(FakeTransport node, InetSocketAddress own, FakeTransport other, InetSocketAddress others) {
        this.network = node.network();
        this.node = node;
        this.remote = other.identity();
        this.localAddress = own;
        this.remoteAddress = others;
        this.out = new FakePipe(network, new Way(node, other), this::broken);
    }

    /** Both sides, the first node's first. */
    static FakeConnection[] pair(FakeTransport a, InetSocketAddress atA, FakeTransport b, InetSocketAddress atB) {
        FakeConnection one = new FakeConnection(a, atA, b, atB);
        FakeConnection two = new FakeConnection(b, atB, a, atA);
        one.peer = two;
        two.peer = one;
        return new FakeConnection[] {one, two};
    }

    FakeTransport node() {
        return node;
    }

    FakeConnection peer() {
        return peer;
    }

    FakeNetwork network() {
        return network;
    }

    /** @param effect on the loop, when it comes to the other side */
    void send(Runnable effect) {
        out.send(effect);
    }

    /** @param effect as {@link #send}; nothing that was sent before, or is sent later, comes any more */
    void sendLast(Runnable effect) {
        out.sendLast(effect);
    }

    /** What else is to be done when the network breaks the connection. */
    void onBreak(Runnable task) {
        breaking = task;
    }

    @Override
    public String transport() {
        return node.name();
    }

    @Override
    public RemoteIdentity remote() {
        return remote;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void start(ConnectionListener told) {
        network.loop().execute(() -> {
            List<Runnable> waiting;
            synchronized (network) {
                if (listener != null) {
                    throw new IllegalStateException("a connection is started once");
                }
                listener = told;
                waiting = List.copyOf(unstarted);
                unstarted.clear();
            }
            waiting.forEach(Runnable::run);
        });
    }

    /** Does what came now, or when the connection is started. On the loop. */
    private void whenStarted(Runnable task) {
        synchronized (network) {
            if (listener == null) {
                unstarted.add(task);
                return;
            }
        }
        task.run();
    }

    @Override
    public Channel open(boolean control) {
        synchronized (network) {
            if (state != State.OPEN) {
                throw new LinkClosedException("The connection to " + remoteAddress + " is closed.");
            }
            if (channels.values().stream().filter(c -> c.id() < 0).count() + opened.size() >= CHANNELS) {
                throw new LinkClosedException(
                        "The connection to " + remoteAddress + " has " + CHANNELS + " channels, as many as it may.");
            }
            FakeChannel channel = new FakeChannel(this, control, 0);
            opened.add(channel);
            return channel;
        }
    }

    @Override
    public void allow(int most) {
        synchronized (network) {
            allowed = most;
        }
    }

    /** The first write of a channel opened here. */
    int register(FakeChannel channel) {
        channels.put(++ids, channel);
        return ids;
    }

    void forget(FakeChannel channel) {
        synchronized (network) {
            channels.remove(channel.id());
            opened.remove(channel);
        }
    }

    /** A frame of a channel came; on the loop. The id is the sender's: what it opened has a positive one. */
    void receive(int senderId, boolean first, FakeChannel.Frame frame) {
        whenStarted(() -> {
            FakeChannel channel;
            synchronized (network) {
                if (state == State.CLOSED) {
                    return;
                }
                channel = channels.get(-senderId);
                if (channel == null && first) {
                    channel = accept(-senderId);
                } else if (channel == null) {
                    return; // it has gone, and its last frames were under way
                }
            }
            if (channel == null) {
                send(() -> peer.receive(-senderId, false, FakeChannel::resetReceived));
                return;
            }
            if (first) {
                listener.opened(channel);
            }
            frame.arriveAt(channel);
        });
    }

    private FakeChannel accept(int id) {
        if (state != State.OPEN
                || channels.values().stream().filter(c -> c.id() < 0).count() >= allowed) {
            return null;
        }
        FakeChannel channel = new FakeChannel(this, false, id);
        channels.put(id, channel);
        return channel;
    }

    @Override
    public CompletionStage<Duration> ping() {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        long sent = network.nanoTime();
        int number;
        synchronized (network) {
            if (state == State.CLOSED) {
                return CompletableFuture.failedStage(closed("is closed"));
            }
            number = ++pingsSent;
            pings.put(number, answer);
        }
        send(() -> peer.whenStarted(() -> peer.send(() -> ponged(number, sent))));
        return answer;
    }

    private void ponged(int number, long sent) {
        CompletableFuture<Duration> answer;
        synchronized (network) {
            answer = pings.remove(number);
        }
        if (answer != null) {
            answer.complete(Duration.ofNanos(network.nanoTime() - sent));
        }
    }

    @Override
    public void close() {
        synchronized (network) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            channels.values().forEach(FakeChannel::refuseWrites);
            opened.forEach(FakeChannel::refuseWrites);
        }
        flushed();
        network.later(CLOSING, () -> over(Optional.empty()));
    }

    /** All of a channel was sent; perhaps the last thing that a closing connection waited for. */
    void flushed() {
        synchronized (network) {
            if (state != State.CLOSING || !channels.values().stream().allMatch(FakeChannel::isSent)) {
                return;
            }
        }
        send(() -> peer.whenStarted(() -> {
            peer.send(() -> over(Optional.empty()));
            peer.over(Optional.empty());
        }));
    }

    @Override
    public void abort() {
        end("was cut here");
    }

    /** The network, or a test, breaks it: both sides are told. */
    void broken() {
        end("broke");
        breaking.run();
    }

    private void end(String how) {
        out.sendLast(() -> peer.over(Optional.of(closed("was reset by the other side"))));
        network.loop().execute(() -> over(Optional.of(closed(how))));
    }

    private LinkClosedException closed(String how) {
        return new LinkClosedException("The connection to " + remoteAddress + " " + how + ".");
    }

    void vanish() {
        synchronized (network) {
            state = State.CLOSED;
            out.close();
            peer.out.close();
        }
    }

    /** On the loop. */
    private void over(Optional<Throwable> cause) {
        List<CompletableFuture<Duration>> unanswered;
        Set<FakeChannel> left = new LinkedHashSet<>();
        synchronized (network) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            left.addAll(channels.values());
            left.addAll(opened);
            channels.clear();
            opened.clear();
            unanswered = List.copyOf(pings.values());
            pings.clear();
        }
        node.remove(this);
        Throwable why = cause.orElseGet(() -> closed("was closed"));
        left.forEach(channel -> channel.connectionClosed(why));
        unanswered.forEach(ping -> ping.completeExceptionally(why));
        whenStarted(() -> listener.closed(cause));
    }
}
