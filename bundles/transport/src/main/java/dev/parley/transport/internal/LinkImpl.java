package dev.parley.transport.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionListener;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A connection and what is going on over it. Any thread, but for what {@link LinkOwner} decides. */
final class LinkImpl implements Link, ConnectionListener {
    private final Connection connection;
    private final boolean dialled;
    private final Instant since;
    private final LinkOwner owner;
    private final Activity activity;
    private final Control control;
    private final AtomicReference<LinkState> state = new AtomicReference<>(LinkState.GREETING);
    private final Map<Long, StreamImpl> ours = new ConcurrentHashMap<>();
    private final Map<Long, StreamImpl> theirs = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private volatile ByteString id;
    private volatile Greeting greeting; // theirs
    private volatile String reason;

    /** @param id made here when dialled; the other side tells it otherwise */
    LinkImpl(Connection connection, boolean dialled, ByteString id, Instant since, LinkOwner owner, Activity activity) {
        this.connection = connection;
        this.dialled = dialled;
        this.id = id;
        this.since = since;
        this.owner = owner;
        this.activity = activity;
        this.control = new Control(this, owner);
    }

    /** Lets it begin; the dialler speaks first. */
    void start(Greeting first) {
        connection.start(this);
        if (dialled) {
            Channel channel = connection.open(true);
            channel.write(HeaderReader.encode(Control.PROTOCOL, 0));
            control.begin(channel, ByteBuffer.allocate(0));
            control.send(first);
        }
    }

    /** The acceptor lets the dialler in. */
    void answer(Greeting answer) {
        control.send(answer);
    }

    /**
     * Moves on; streams that the other side opened meanwhile begin.
     *
     * @return whether the event meant anything
     */
    boolean move(LinkState.Event event) {
        while (true) {
            LinkState now = state.get();
            Optional<LinkState> next = now.after(event);
            if (next.isEmpty()) {
                return false;
            }
            if (state.compareAndSet(now, next.get())) {
                return true;
            }
        }
    }

    LinkState state() {
        return state.get();
    }

    ByteString id() {
        return id;
    }

    Optional<Greeting> greeting() {
        return Optional.ofNullable(greeting);
    }

    void greeted(Greeting hello) {
        id = hello.linkId();
        greeting = hello;
    }

    Activity activity() {
        return activity;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public RemoteIdentity remote() {
        return connection.remote();
    }

    @Override
    public InstanceId instance() {
        return greeting()
                .map(Greeting::instance)
                .orElseThrow(() -> new IllegalStateException(this + " is not greeted"));
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public List<InetSocketAddress> listensOn() {
        int port = greeting().map(Greeting::port).orElse(0);
        return port == 0
                ? List.of()
                : List.of(new InetSocketAddress(remoteAddress().getAddress(), port));
    }

    @Override
    public boolean dialled() {
        return dialled;
    }

    @Override
    public LinkInfo info() {
        return new LinkInfo(
                remote().peer(),
                remote().endpoint(),
                connection.transport(),
                remoteAddress(),
                dialled,
                activity.accepted(),
                since,
                ours.size() + theirs.size(),
                activity.bytesIn(),
                activity.bytesOut(),
                activity.roundTrip());
    }

    @Override
    public Stream open(ProtocolId protocol) {
        if (state.get() != LinkState.OPEN) {
            throw new LinkClosedException("There is no link to " + this + " any more"
                    + closed().map(why -> ": " + why).orElse("") + ".");
        }
        activity.touch();
        Channel channel = connection.open(false);
        StreamImpl stream =
                new StreamImpl(this, protocol, channel, number.incrementAndGet(), true, ByteBuffer.allocate(0));
        ours.put(stream.number(), stream);
        channel.write(HeaderReader.encode(protocol, stream.number()));
        return stream;
    }

    @Override
    public void opened(Channel channel) {
        channel.read(Runnable::run, new HeaderReader(new HeaderReader.Handler() {
            @Override
            public void header(ProtocolId protocol, long count, ByteBuffer rest) {
                if (protocol.equals(Control.PROTOCOL)) {
                    control.begin(channel, rest);
                } else {
                    serve(new StreamImpl(LinkImpl.this, protocol, channel, count, false, rest));
                }
            }

            @Override
            public void broken(ProtocolException why) {
                channel.reset();
                owner.refused(LinkImpl.this, "protocol", why.getMessage());
            }
        }));
    }

    /**
     * The dialler hears our hello before any stream of ours, as it was written first; but it may still be deciding when a stream
     * comes, so that waits its turn behind the decision.
     */
    private void serve(StreamImpl stream) {
        theirs.put(stream.number(), stream);
        activity.touch();
        if (state.get() == LinkState.OPEN) {
            owner.serve(stream);
        } else {
            owner.later(this, () -> owner.serve(stream));
        }
    }

    /** A stream broke its protocol here: the other side is told why, and only that stream ends. */
    void broken(StreamImpl stream, ProtocolException why) {
        owner.refused(this, "protocol", Text.label(why.getMessage()));
        control.sendError(stream.number(), !stream.ours(), why);
        stream.reset();
    }

    /** The control stream broke: so does the link. */
    void failed(ProtocolException why) {
        owner.refused(this, "protocol", Text.label(why.getMessage()));
        close(why.getMessage());
    }

    /** The other side gave a stream up. */
    void refused(long count, boolean openedHere, String detail) {
        StreamImpl stream = (openedHere ? ours : theirs).get(count);
        if (stream != null) {
            stream.refused(new ProtocolException(detail));
        }
    }

    void forget(StreamImpl stream) {
        (stream.ours() ? ours : theirs).remove(stream.number(), stream);
    }

    void sent(int bytes) {
        activity.sent(bytes);
    }

    /** Counts; a stranger who sends too much before a yes is shown out. */
    boolean received(int bytes) {
        if (activity.received(bytes)) {
            return true;
        }
        owner.refused(
                this, "strangers", "A stranger sent more than is taken before you said yes; the link was closed.");
        close("more than a stranger may send");
        return false;
    }

    @Override
    public Hold hold(String why) {
        return activity.hold();
    }

    @Override
    public void close(String why) {
        reason = reason == null ? Text.label(why) : reason;
        connection.close();
        owner.ended(this, reason);
    }

    /** Cuts at once, as a network would. */
    void abort(String why) {
        reason = reason == null ? Text.label(why) : reason;
        connection.abort();
        owner.ended(this, reason);
    }

    @Override
    public void closed(Optional<Throwable> cause) {
        if (reason == null) {
            reason = Text.label(cause.map(LinkImpl::sentence).orElse("the other side closed it"));
        }
        owner.ended(this, reason);
    }

    private static String sentence(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public Optional<String> closed() {
        return Optional.ofNullable(reason);
    }

    Duration age(Instant now) {
        return Duration.between(since, now);
    }

    @Override
    public String toString() {
        return remote().peer().shortForm() + " at "
                + remoteAddress().getAddress().getHostAddress() + ":"
                + remoteAddress().getPort();
    }
}
