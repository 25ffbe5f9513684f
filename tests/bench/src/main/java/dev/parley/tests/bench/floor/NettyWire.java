package dev.parley.tests.bench.floor;

import dev.parley.tests.bench.load.Framer;
import dev.parley.tests.bench.load.Receiver;
import dev.parley.tests.bench.load.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.CompletableFuture;

/** Messages over a Netty channel, with a length before each. */
final class NettyWire extends SimpleChannelInboundHandler<ByteBuf> implements Wire {
    private static final long LOOK_MS = 1000;

    private final Channel channel;
    private final Receiver receiver;
    private final CompletableFuture<Wire> ready;
    private final byte[] first;
    private final Object room = new Object();

    /**
     * @param ready completed after the handshake
     * @param first sent then; may be empty
     */
    NettyWire(Channel channel, Receiver receiver, CompletableFuture<Wire> ready, byte[] first) {
        this.channel = channel;
        this.receiver = receiver;
        this.ready = ready;
        this.first = first;
    }

    @Override
    public boolean send(byte[] message) {
        ByteBuf frame = channel.alloc()
                .buffer(Framer.HEADER + message.length)
                .writeInt(message.length)
                .writeBytes(message);
        ChannelFuture unused = channel.writeAndFlush(frame, channel.voidPromise());
        return !channel.isWritable();
    }

    @Override
    public void awaitRoom() throws InterruptedException {
        synchronized (room) {
            while (!channel.isWritable() && channel.isActive()) {
                room.wait(LOOK_MS);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        channel.close().sync();
    }

    private void look() {
        synchronized (room) {
            room.notifyAll();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        byte[] message = new byte[frame.readableBytes()];
        frame.readBytes(message);
        receiver.message(this, message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        look();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        look();
        ready.completeExceptionally(new IllegalStateException("closed"));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                ready.completeExceptionally(handshake.cause());
                return;
            }
            if (first.length > 0) {
                send(first);
            }
            ready.complete(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ready.completeExceptionally(cause);
        ChannelFuture unused = context.close();
    }
}
