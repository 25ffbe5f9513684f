package dev.parley.presence.internal;

import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
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
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.testkit.FakeIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The links of one side, as small as these tests need: a test connects two of them. */
final class TwoLinks implements Links {
    static final int PORT = 4711;

    private final FakeIdentity identity;
    private final InstanceId instance;
    private final List<Consumer<LinkChange>> listeners = new ArrayList<>();
    private CompletableFuture<Listening> listen = new CompletableFuture<>();
    final List<IntConsumer> portListeners = new ArrayList<>();
    private int port = PORT;
    private List<InetSocketAddress> addresses = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
    ProtocolHandler handler;
    final List<String> done = new ArrayList<>();
    final List<ProtocolException> broken = new ArrayList<>();

    TwoLinks(FakeIdentity identity, int start) {
        this.identity = identity;
        byte[] bytes = new byte[InstanceId.BYTES];
        bytes[0] = (byte) start;
        this.instance = InstanceId.of(bytes);
    }

    /** Lets the listening asked for begin. */
    void opens() {
        listen.complete(new Open());
    }

    /** Lets the transport come, go, or change its port. */
    void listensOn(int other) {
        port = other;
        portListeners.forEach(listener -> listener.accept(other));
    }

    /** Lets interfaces come and go. */
    void hasAddresses(List<InetSocketAddress> now) {
        addresses = now;
    }

    void refuses(Throwable why) {
        listen.completeExceptionally(why);
    }

    /** Links this side, which dials, to the other. */
    OneLink connect(TwoLinks other) {
        OneLink here = new OneLink(this, other, true);
        OneLink there = new OneLink(other, this, false);
        here.mirror = there;
        there.mirror = here;
        other.tell(new LinkChange.Opened(there));
        tell(new LinkChange.Opened(here));
        return here;
    }

    private void tell(LinkChange change) {
        List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    @Override
    public InstanceId instance() {
        return instance;
    }

    @Override
    public String realm() {
        return "test";
    }

    @Override
    public CompletionStage<Listening> listen() {
        done.add("listen");
        listen = new CompletableFuture<>();
        return listen;
    }

    @Override
    public Optional<Listening> listening() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Link> dial(DialTarget target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Link> find(EndPointId endpoint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Link> all() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription onChange(Consumer<LinkChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private final class Open implements Listening {
        @Override
        public int port() {
            return port;
        }

        @Override
        public Subscription onPort(IntConsumer listener) {
            listener.accept(port);
            portListeners.add(listener);
            return () -> portListeners.remove(listener);
        }

        @Override
        public List<InetSocketAddress> addresses() {
            return addresses;
        }

        @Override
        public boolean uses(String networkInterface) {
            return true;
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    static final class OneLink implements Link {
        private final TwoLinks owner;
        private final TwoLinks other;
        private final boolean dialled;
        private OneLink mirror;
        private Optional<String> closed = Optional.empty();

        OneLink(TwoLinks owner, TwoLinks other, boolean dialled) {
            this.owner = owner;
            this.other = other;
            this.dialled = dialled;
        }

        @Override
        public RemoteIdentity remote() {
            return other.identity.remote();
        }

        @Override
        public InstanceId instance() {
            return other.instance;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
        }

        @Override
        public List<InetSocketAddress> listensOn() {
            return List.of(remoteAddress());
        }

        @Override
        public boolean dialled() {
            return dialled;
        }

        @Override
        public LinkInfo info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream open(ProtocolId protocol) {
            Pipe here = new Pipe(this);
            Pipe there = new Pipe(mirror);
            here.mirror = there;
            there.mirror = here;
            other.handler.opened(there);
            return here;
        }

        @Override
        public Hold hold(String why) {
            throw new AssertionError("presence holds nothing");
        }

        @Override
        public void close(String reason) {
            closed = Optional.of(reason);
            mirror.closed = closed;
            owner.tell(new LinkChange.Closed(this, reason));
            other.tell(new LinkChange.Closed(mirror, reason));
        }

        @Override
        public Optional<String> closed() {
            return closed;
        }
    }

    static final class Pipe implements Stream {
        private final OneLink link;
        private final List<ByteBuffer> early = new ArrayList<>();
        private Pipe mirror;
        private Executor executor;
        private StreamReader reader;
        int bytesOut;

        Pipe(OneLink link) {
            this.link = link;
        }

        @Override
        public Link link() {
            return link;
        }

        @Override
        public ProtocolId protocol() {
            return CardProtocol.PROTOCOL;
        }

        @Override
        public CompletionStage<Void> write(ByteBuffer bytes) {
            bytesOut += bytes.remaining();
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            if (mirror.reader == null) {
                mirror.early.add(copy);
            } else {
                mirror.executor.execute(() -> mirror.reader.onBytes(copy));
            }
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void end() {}

        @Override
        public void reset() {}

        @Override
        public void read(Executor where, StreamReader taker) {
            executor = where;
            reader = taker;
            early.forEach(bytes -> executor.execute(() -> taker.onBytes(bytes)));
        }

        @Override
        public void fail(ProtocolException why) {
            link.owner.broken.add(why);
        }
    }
}
