package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A yamux session over any Netty channel that is ready to carry it. Public methods on any thread; the others, and the fields that are
 * not final, belong to the event loop.
 */
final class YamuxConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(YamuxConnection.class);
    private static final long GOODBYE_MS = 900; // of the second that a close may take

    /** A reader that empties half a window in fewer round trips than this is held up by the window. */
    private static final long FAST_ROUND_TRIPS = 4;

    private final io.netty.channel.Channel socket;
    private final RemoteIdentity remote;
    private final LongSupplier nanoTime;
    private final Runnable goodbye;
    private final InetSocketAddress remoteAddress;
    private final InetSocketAddress localAddress;
    private final ChannelTable channels;
    private final SendQueue queue;
    private final Pings pings;
    private final YamuxHandler handler;
    private ConnectionState state = ConnectionState.NEW;
    private ConnectionListener listener;
    private Optional<Throwable> cause = Optional.empty();
    private boolean explained; // the cause is known: the first that is said counts

    /**
     * @param socket connected, between internet addresses
     * @param dialled whether this side did
     * @param nanoTime monotonic
     * @param goodbye ends our direction of what carries the connection, once all that was written has gone
     */
    YamuxConnection(
            io.netty.channel.Channel socket,
            RemoteIdentity remote,
            boolean dialled,
            LongSupplier nanoTime,
            Runnable goodbye) {
        this.socket = socket;
        this.remote = remote;
        this.nanoTime = nanoTime;
        this.goodbye = goodbye;
        this.remoteAddress = (InetSocketAddress) socket.remoteAddress();
        this.localAddress = (InetSocketAddress) socket.localAddress();
        this.channels = new ChannelTable(dialled);
        this.queue = new SendQueue(this::frame);
        this.pings = new Pings(nanoTime, header -> {
            queue.ask(header);
            wake();
        });
        this.handler = new YamuxHandler(this, queue, new FrameReceiver(this, channels));
    }

    /** To be added to the pipeline, as its last. */
    YamuxHandler handler() {
        return handler;
    }

    @Override
    public String transport() {
        return TlsTransport.NAME;
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
        onLoop(() -> {
            if (listener != null) {
                throw new IllegalStateException("a connection is started once");
            }
            listener = told;
            if (state == ConnectionState.CLOSED) {
                tellClosed();
            } else {
                state = state.to(ConnectionState.STARTED);
                handler.start();
            }
        });
    }

    @Override
    public Channel open(boolean control) {
        YamuxChannel channel = new YamuxChannel(this, control, 0);
        channels.add(channel);
        return channel;
    }

    @Override
    public void allow(int most) {
        channels.allow(most);
    }

    @Override
    public CompletionStage<Duration> ping() {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        if (!onLoop(() -> ask(answer))) {
            answer.completeExceptionally(over("is over"));
        }
        return answer;
    }

    private void ask(CompletableFuture<Duration> answer) {
        if (state == ConnectionState.CLOSED) {
            answer.completeExceptionally(over("is over"));
        } else {
            pings.ask(answer);
        }
    }

    @Override
    public void close() {
        onLoop(() -> {
            if (state == ConnectionState.NEW) {
                finish(Optional.empty()); // nobody reads: no farewell can be heard
            } else if (state == ConnectionState.STARTED) {
                explain(Optional.empty());
                drain(over("was closed here"));
                idle();
            }
        });
    }

    /** Nothing new from now on; what was written still goes. */
    private void drain(LinkClosedException why) {
        state = state.to(ConnectionState.DRAINING);
        channels.close(why).forEach(channel -> channel.refuseWrites(why));
        cutSoon();
    }

    @Override
    public void abort() {
        onLoop(() -> finish(Optional.of(over("was cut here"))));
    }

    private void finish(Optional<Throwable> why) {
        explain(why);
        cut();
    }

    /** Closes the socket itself: nothing is said to the other side, in TLS either. */
    private void cut() {
        ChannelHandlerContext first = socket.pipeline().firstContext();
        if (first != null) {
            Sockets.close(first);
        }
    }

    private LinkClosedException over(String how) {
        return new LinkClosedException("The link to " + remoteAddress + " " + how + ".");
    }

    private boolean onLoop(Runnable task) {
        return handler.execute(task);
    }

    // ---- for channels

    ByteBufAllocator allocator() {
        return socket.alloc();
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    WindowBudget budget() {
        return channels.budget();
    }

    void ready(YamuxChannel channel) {
        queue.ready(channel);
        wake();
    }

    void signal(YamuxChannel channel) {
        queue.signal(channel);
        wake();
    }

    private void wake() {
        handler.wake();
    }

    /** Whether half a window in this time says that the window holds up the other side. */
    boolean isFast(long nanos) {
        long roundTrip = pings.shortest();
        if (roundTrip == Long.MAX_VALUE) {
            pings.measure(); // for the next time
            return false;
        }
        return nanos < FAST_ROUND_TRIPS * roundTrip;
    }

    ByteBuf frame(Header header) {
        ByteBuf frame = allocator().buffer(Header.BYTES, Header.BYTES);
        header.set(frame, 0);
        return frame.writerIndex(Header.BYTES);
    }

    int assignId(YamuxChannel channel) {
        return channels.assignId(channel);
    }

    void acknowledged() {
        queue.acknowledged();
    }

    void remove(YamuxChannel channel) {
        queue.forget(channel);
        channels.remove(channel);
    }

    // ---- for what comes

    /** The other side opened a channel; null when it may not. */
    YamuxChannel opened(int streamId) {
        if (state == ConnectionState.SAID_GOODBYE) {
            return null; // it was sent before our last frame was read
        }
        YamuxChannel channel = new YamuxChannel(this, false, streamId);
        if (!channels.mayCome() || !channels.come(channel)) {
            answer(new Header(Header.WINDOW_UPDATE, Header.RST, streamId, 0));
            return null;
        }
        try {
            listener.opened(channel);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a channel from {} is reset: who should take it failed", remoteAddress, e);
            channel.reset();
        }
        channel.acknowledgementDue();
        return channel;
    }

    void pinged(Header ping) {
        if (ping.has(Header.ACK)) {
            pings.answered(ping.length());
        } else if (!queue.hasPong()) {
            answer(new Header(Header.PING, Header.ACK, 0, ping.length()));
        }
    }

    /** What the socket takes goes out first: only who does not read is at fault. */
    private void answer(Header header) {
        if (queue.isFull()) {
            handler.sendNow();
        }
        queue.answer(header);
    }

    /** That was the other side's last frame. We do the same, as it may wait for us to close. */
    void goAway(long reason) {
        LinkClosedException why = over(
                reason == Header.NORMAL
                        ? "was closed by the other side"
                        : "was closed by the other side: it found an error in what we sent");
        explain(reason == Header.NORMAL ? Optional.empty() : Optional.of(why));
        if (state == ConnectionState.STARTED) {
            drain(why);
        }
    }

    /** The other side broke the protocol. */
    void broken(ProtocolException why) {
        LOG.debug("{} broke the protocol", remoteAddress, why);
        if (state == ConnectionState.SAID_GOODBYE) {
            cut();
            return;
        }
        explain(Optional.of(why));
        LinkClosedException over = over("was closed: the other side broke the protocol");
        channels.close(over).forEach(channel -> channel.connectionClosed(over));
        sayGoodbye(Header.PROTOCOL_ERROR);
        cutSoon();
    }

    /** All that can be sent now is sent. */
    void idle() {
        if (state == ConnectionState.DRAINING && channels.all().stream().allMatch(YamuxChannel::isSent)) {
            sayGoodbye(Header.NORMAL);
        }
    }

    /** The last frame, then the end of our direction; what still comes is read, so that TCP does not take back what was sent. */
    private void sayGoodbye(int reason) {
        state = state.to(ConnectionState.SAID_GOODBYE);
        handler.silence();
        socket.writeAndFlush(frame(new Header(Header.GO_AWAY, 0, 0, reason))).addListener(written -> {
            if (written.isSuccess() && socket.isActive()) {
                goodbye.run();
            }
        });
    }

    private void cutSoon() {
        var limit = socket.eventLoop().schedule(this::cut, GOODBYE_MS, TimeUnit.MILLISECONDS);
        socket.closeFuture().addListener(closed -> limit.cancel(false));
    }

    private void explain(Optional<Throwable> why) {
        if (!explained) {
            explained = true;
            cause = why;
        }
    }

    /** The socket is closed. */
    void terminated(Throwable failure) {
        state = state.to(ConnectionState.CLOSED);
        LinkClosedException why = failure == null
                ? over("was cut off")
                : new LinkClosedException("The link to " + remoteAddress + " broke.", failure);
        explain(Optional.of(why));
        channels.close(why);
        LinkClosedException first = channels.reason(); // whoever closed it said so before
        channels.all().forEach(channel -> channel.connectionClosed(first));
        pings.fail(first);
        if (listener != null) {
            tellClosed();
        }
    }

    private void tellClosed() {
        try {
            listener.closed(cause);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("who should know that the link to {} is over failed", remoteAddress, e);
        }
    }
}
