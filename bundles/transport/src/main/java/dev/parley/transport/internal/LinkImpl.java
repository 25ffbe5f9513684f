package dev.parley.transport.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.CardConflictException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionListener;
import dev.parley.spi.transport.Transport;
import dev.parley.transport.internal.proto.Hello;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A connection and what is going on over it. Any thread, but for its state, which {@link LinkOwner} decides. */
final class LinkImpl implements Link, ConnectionListener {
    private final Connection connection;
    private final Transport transport;
    private final Greeting ownHello;
    private final boolean dialled;
    private final Instant since;
    private final LinkOwner owner;
    private final Activity activity;
    private final Control control;
    private final AtomicReference<String> reason = new AtomicReference<>();
    private final AtomicBoolean greedy = new AtomicBoolean();
    private final Map<Long, StreamImpl> ours = new ConcurrentHashMap<>();
    private final Map<Long, StreamImpl> theirs = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private volatile LinkState state = LinkState.GREETING; // written on the links' executor
    private volatile Greeting greeting; // theirs

    /**
     * @param transport which made the connection
     * @param ownHello what is said first when dialled; otherwise what is said to whom is not let in
     */
    LinkImpl(
            Connection connection,
            Transport transport,
            boolean dialled,
            Greeting ownHello,
            Instant since,
            LinkOwner owner,
            Activity activity) {
        this.connection = connection;
        this.transport = transport;
        this.dialled = dialled;
        this.ownHello = ownHello;
        this.since = since;
        this.owner = owner;
        this.activity = activity;
        this.control = new Control(this, owner);
    }

    /** Lets it begin; the dialler speaks first. */
    void start() {
        connection.start(this);
        if (dialled) {
            try {
                Channel channel = connection.open(true);
                channel.write(HeaderReader.encode(Control.PROTOCOL, 0));
                control.begin(channel);
                control.send(ownHello);
            } catch (LinkClosedException gone) {
                abort(sentence(gone));
            }
        }
    }

    /**
     * What the other side's hello says.
     *
     * @throws ProtocolException when it is not to be understood; the other side has then heard ours, so that it can tell why
     */
    Greeting judge(Hello hello) {
        try {
            Greeting theirs = Greeting.decode(hello);
            if (dialled && !theirs.linkId().equals(ownHello.linkId())) {
                throw new ProtocolException("The other side's hello is an answer to another one.");
            }
            return theirs;
        } catch (ProtocolException e) {
            if (!dialled) {
                answer(ownHello);
            }
            throw e;
        }
    }

    /** The acceptor's hello. */
    void answer(Greeting answer) {
        control.send(answer);
    }

    /**
     * Moves on.
     *
     * @return whether the event meant anything
     */
    boolean move(LinkState.Event event) {
        Optional<LinkState> next = state.after(event);
        next.ifPresent(to -> state = to);
        return next.isPresent();
    }

    LinkState state() {
        return state;
    }

    /** Made by the dialler; before it is greeted only the dialler knows it. */
    ByteString id() {
        Greeting hello = greeting;
        return hello == null ? ownHello.linkId() : hello.linkId();
    }

    void greeted(Greeting hello) {
        greeting = hello;
    }

    Activity activity() {
        return activity;
    }

    Connection connection() {
        return connection;
    }

    Transport transport() {
        return transport;
    }

    @Override
    public RemoteIdentity remote() {
        return connection.remote();
    }

    @Override
    public InstanceId instance() {
        Greeting hello = greeting;
        if (hello == null) {
            throw new IllegalStateException(this + " is not greeted");
        }
        return hello.instance();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public List<InetSocketAddress> listensOn() {
        Greeting hello = greeting;
        return hello == null || hello.port() == 0
                ? List.of()
                : List.of(new InetSocketAddress(remoteAddress().getAddress(), hello.port()));
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
        if (state != LinkState.OPEN || reason.get() != null) {
            throw new LinkClosedException("There is no link to " + this + " any more"
                    + closed().map(why -> ": " + why).orElse("") + ".");
        }
        activity.touch();
        Channel channel = connection.open(false);
        StreamImpl stream = new StreamImpl(this, protocol, channel, number.incrementAndGet(), true);
        ours.put(stream.number(), stream);
        channel.write(HeaderReader.encode(protocol, stream.number()));
        return stream;
    }

    @Override
    public void opened(Channel channel) {
        channel.read(Runnable::run, new HeaderReader(new HeaderReader.Handler() {
            @Override
            public void header(ProtocolId protocol, long count) {
                if (!besides(HeaderReader.MOST_BYTES)) {
                    channel.reset();
                } else if (protocol.equals(Control.PROTOCOL)) {
                    control.begin(channel);
                } else {
                    serve(new StreamImpl(LinkImpl.this, protocol, channel, count, false));
                }
            }

            @Override
            public void broken(ProtocolException why) {
                channel.reset();
                owner.refused(LinkImpl.this, "protocol", sentence(why));
            }
        }));
    }

    /**
     * The dialler hears our hello before any stream of ours, as it was written first; but it may still be deciding when a stream
     * comes, so that waits its turn behind the decision.
     */
    private void serve(StreamImpl stream) {
        stream.takeOver();
        if (theirs.putIfAbsent(stream.number(), stream) != null) {
            stream.fail(new ProtocolException("Two streams of one link have the number " + stream.number() + "."));
        } else if (state == LinkState.OPEN) {
            activity.touch();
            owner.serve(stream);
        } else {
            owner.serveLater(stream);
        }
    }

    /** A stream broke its protocol here: the other side is told why, and only that stream ends. */
    void broken(StreamImpl stream, ProtocolException why) {
        String detail = Text.label(sentence(why));
        owner.refused(this, why instanceof CardConflictException ? "card-conflict" : "protocol", detail);
        giveUp(stream, detail);
    }

    /** The end comes a round trip after the reason: a transport may let it overtake what was written on the control stream. */
    private void giveUp(StreamImpl stream, String detail) {
        forget(stream);
        control.sendError(stream.number(), !stream.ours(), detail);
        connection.ping().whenComplete((answered, failure) -> stream.cut());
    }

    /** The control stream broke: so does the link. */
    void failed(ProtocolException why) {
        owner.refused(this, "protocol", sentence(why));
        close(sentence(why));
    }

    /** The other side gave a stream up. */
    void refused(long count, boolean openedHere, String detail) {
        StreamImpl stream = (openedHere ? ours : theirs).get(count);
        if (stream != null) {
            stream.refused(new ProtocolException(detail));
        }
    }

    /** The other side closes, and said why. */
    void farewell(String why) {
        over("the other side closed it: " + why);
        connection.close();
        owner.ended(this);
    }

    void forget(StreamImpl stream) {
        (stream.ours() ? ours : theirs).remove(stream.number(), stream);
    }

    /** A protocol is no longer spoken: its streams end. */
    void withdraw(Lazy<ProtocolHandler> service) {
        List.copyOf(theirs.values()).stream()
                .filter(stream -> stream.isServedBy(service))
                .forEach(StreamImpl::withdraw);
    }

    /** Nobody serves a stream any more. */
    void withdrawn(StreamImpl stream) {
        giveUp(stream, "The other side stopped speaking " + stream.protocol() + ".");
    }

    void sent(int bytes) {
        activity.sent(bytes);
    }

    /** Counts bytes of streams; a stranger who sends too much before a yes is shown out. */
    boolean received(int bytes) {
        return isWithinAllowance(activity.received(bytes));
    }

    /** Counts other bytes. */
    boolean besides(int bytes) {
        return isWithinAllowance(activity.besides(bytes));
    }

    private boolean isWithinAllowance(boolean within) {
        if (!within && !greedy.getAndSet(true)) {
            owner.refused(
                    this, "strangers", "A stranger sent more than is taken before you said yes; the link was closed.");
            close("a stranger may not send so much");
        }
        return within;
    }

    @Override
    public Hold hold(String why) {
        return activity.hold();
    }

    @Override
    public void close(String why) {
        if (over(why)) {
            control.sendFarewell(reason.get());
        }
        connection.close();
        owner.ended(this);
    }

    /** Cuts at once, as a network would. */
    void abort(String why) {
        over(why);
        connection.abort();
        owner.ended(this);
    }

    @Override
    public void closed(Optional<Throwable> cause) {
        over(cause.map(LinkImpl::sentence).orElse("the other side closed it"));
        owner.ended(this);
    }

    /** The first reason counts. */
    private boolean over(String why) {
        return reason.compareAndSet(null, Text.label(why));
    }

    static String sentence(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public Optional<String> closed() {
        return Optional.ofNullable(reason.get());
    }

    @Override
    public String toString() {
        return remote().peer().shortForm() + " at " + Addresses.text(remoteAddress());
    }
}
