package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves bytes between a Netty channel and a connection. What is written in one turn of the event loop goes in one flush; frames are
 * handed on only while the socket takes them, so that whose turn it is stays open as long as possible. All but {@link #wake} on the
 * event loop.
 */
final class YamuxHandler extends ChannelInboundHandlerAdapter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(YamuxHandler.class);

    /** Flushes in one turn, so that one connection does not keep the loop from others. */
    private static final int FLUSHES = 16;

    private final YamuxConnection connection;
    private final SendQueue queue;
    private final FrameSink sink;
    private final FrameDecoder decoder = new FrameDecoder();
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>(2); // came before the start
    private final AtomicBoolean woken = new AtomicBoolean();
    private ChannelHandlerContext context;
    private boolean started;
    private boolean deaf; // nothing that comes counts any more
    private boolean silent; // the last frame is written
    private boolean reading;
    private boolean pumping;
    private Throwable failure;

    YamuxHandler(YamuxConnection connection, SendQueue queue, FrameSink sink) {
        this.connection = connection;
        this.queue = queue;
        this.sink = sink;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** There is something to send. Any thread. */
    void wake() {
        boolean inLoop = context.executor().inEventLoop();
        if ((inLoop && (reading || pumping)) || !woken.compareAndSet(false, true)) {
            return;
        }
        try {
            context.executor().execute(this);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the event loop has stopped", stopped);
        }
    }

    /** Runs on the event loop, now when this is it. False when that has stopped: then the connection is over. Any thread. */
    boolean execute(Runnable task) {
        try {
            if (context.executor().inEventLoop()) {
                task.run();
            } else {
                context.executor().execute(task);
            }
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the event loop has stopped", stopped);
            return false;
        }
    }

    @Override
    public void run() {
        woken.set(false);
        pump();
    }

    /** Sends no more. */
    void silence() {
        silent = true;
    }

    /** Begins to read. */
    void start() {
        started = true;
        for (ByteBuf in = early.poll(); in != null; in = early.poll()) {
            channelRead(context, in);
        }
        channelReadComplete(context);
        context.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (!started) {
            early.add(in);
            return;
        }
        reading = true;
        try {
            if (!deaf) {
                decoder.decode(in, sink);
            }
        } catch (ProtocolException broken) {
            deaf = true;
            connection.broken(broken);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pump();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failure = failure == null ? cause : failure;
        Sockets.close(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deaf = true;
        early.forEach(ByteBuf::release);
        early.clear();
        connection.terminated(failure);
    }

    /** Does not wait for the end of what is being read. */
    void sendNow() {
        pump();
    }

    private void pump() {
        if (pumping || silent || !context.channel().isActive()) {
            return;
        }
        pumping = true;
        boolean more;
        try {
            more = send();
        } finally {
            pumping = false;
        }
        if (more) {
            wake();
        } else {
            connection.idle();
        }
    }

    /** Whether to go on in another turn. */
    private boolean send() {
        for (int i = 0; i < FLUSHES; i++) {
            boolean wrote = false;
            ByteBuf frame = null;
            while (context.channel().isWritable()) {
                frame = queue.next();
                if (frame == null) {
                    break;
                }
                ChannelFuture unused = context.write(frame, context.voidPromise());
                wrote = true;
            }
            if (wrote) {
                context.flush();
            }
            if (frame == null) {
                return false; // nothing left, or the socket takes no more: it will say when it does
            }
        }
        return true;
    }
}
