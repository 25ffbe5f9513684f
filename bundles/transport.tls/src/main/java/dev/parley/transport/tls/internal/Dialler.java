package dev.parley.transport.tls.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.transport.Connection;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Makes connections to others. On event loops only. */
final class Dialler {
    private final TlsContexts contexts;
    private final Execution execution;
    private final ChannelGroup open;
    private final long limitMs;

    Dialler(TlsContexts contexts, Execution execution, ChannelGroup open, long limitMs) {
        this.contexts = contexts;
        this.execution = execution;
        this.open = open;
        this.limitMs = limitMs;
    }

    /**
     * Completes the future; whoever completes it first, by cancelling for example, gives up the dial.
     *
     * @param loop this one; the connection stays on it
     * @param ticket to be shown in the first flight
     */
    void dial(
            EventLoop loop,
            InetSocketAddress address,
            Optional<PeerName> expected,
            Optional<String> ticket,
            CompletableFuture<Connection> dialled) {
        if (dialled.isDone()) {
            return;
        }
        if (address.isUnresolved()) {
            fail(address, dialled, new IOException("its host name was not found"));
            return;
        }
        ChannelFuture connecting =
                socket(loop, address, expected, ticket, dialled).connect(address);
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                fail(address, dialled, connected.cause());
            }
        });
        Future<?> limit = loop.schedule(
                () -> fail(address, dialled, new IOException("no answer within " + limitMs + " ms")),
                limitMs,
                TimeUnit.MILLISECONDS);
        CompletableFuture<Connection> unused = dialled.whenComplete((connection, failure) -> {
            limit.cancel(false);
            if (failure != null) {
                Sockets.close(connecting.channel());
            }
        });
    }

    private Bootstrap socket(
            EventLoop loop,
            InetSocketAddress address,
            Optional<PeerName> expected,
            Optional<String> ticket,
            CompletableFuture<Connection> dialled) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limitMs)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(Limits.OUTBOUND_LOW, Limits.OUTBOUND_HIGH))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) throws SSLException {
                        open.add(socket);
                        TlsContexts.End end = contexts.client(socket.alloc(), expected, ticket);
                        HandshakeHandler handshake =
                                new HandshakeHandler(true, execution::nanoTime, new Result(address, dialled)).with(end);
                        socket.pipeline().addLast(end.tls(), handshake);
                    }

                    @Override
                    public void exceptionCaught(io.netty.channel.ChannelHandlerContext ctx, Throwable cause) {
                        fail(address, dialled, cause);
                        Sockets.close(ctx);
                    }
                });
    }

    private static void fail(InetSocketAddress address, CompletableFuture<Connection> dialled, Throwable cause) {
        if (!dialled.isDone()) {
            dialled.completeExceptionally(Failures.ofDial(address, cause));
        }
    }

    /** What becomes of the stage. */
    private record Result(InetSocketAddress address, CompletableFuture<Connection> dialled)
            implements HandshakeHandler.Result {
        @Override
        public void done(YamuxConnection connection) {
            if (!dialled.complete(connection)) {
                connection.abort();
            }
        }

        @Override
        public void failed(Throwable cause) {
            fail(address, dialled, cause);
        }
    }
}
