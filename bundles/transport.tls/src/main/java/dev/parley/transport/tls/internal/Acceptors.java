package dev.parley.transport.tls.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.TransportListener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections of others in. On event loops only. */
final class Acceptors {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptors.class);
    private static final int BACKLOG = 128;

    private final TlsContexts contexts;
    private final Execution execution;
    private final EventLoopGroup loops;
    private final ChannelGroup open;

    Acceptors(TlsContexts contexts, Execution execution, EventLoopGroup loops, ChannelGroup open) {
        this.contexts = contexts;
        this.execution = execution;
        this.loops = loops;
        this.open = open;
    }

    /**
     * Completes the future when it listens.
     *
     * @param loop this one; the socket stays on it, for another may have ended already and would leave it open
     */
    void listen(
            EventLoop loop,
            InetSocketAddress address,
            ConnectionAcceptor acceptor,
            CompletableFuture<TransportListener> listening) {
        try {
            contexts.tryServer();
        } catch (SSLException | IllegalStateException e) {
            listening.completeExceptionally(cannot(address, e));
            return;
        }
        new ServerBootstrap()
                .group(loop, loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(Limits.OUTBOUND_LOW, Limits.OUTBOUND_HIGH))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        take(socket, acceptor);
                    }
                })
                .bind(address)
                .addListener(bound -> {
                    Channel channel = ((ChannelFuture) bound).channel();
                    if (!bound.isSuccess()) {
                        listening.completeExceptionally(cannot(address, bound.cause()));
                        return;
                    }
                    open.add(channel);
                    if (!listening.complete(Listener.of(channel))) {
                        Sockets.close(channel);
                    }
                });
    }

    private static IOException cannot(InetSocketAddress address, Throwable cause) {
        return new IOException("Cannot listen on " + address + ": " + cause.getMessage(), cause);
    }

    private void take(SocketChannel socket, ConnectionAcceptor acceptor) {
        open.add(socket);
        InetSocketAddress from = socket.remoteAddress();
        if (from == null || !acceptor.admit(from)) {
            Sockets.close(socket);
            return;
        }
        HandshakeHandler handshake = new HandshakeHandler(false, execution::nanoTime, new Result(from, acceptor));
        socket.pipeline()
                .addLast(new FirstFlight(ticket -> acceptor.admit(from, ticket), contexts, handshake), handshake);
    }

    /** Tells the acceptor. */
    private record Result(InetSocketAddress from, ConnectionAcceptor acceptor) implements HandshakeHandler.Result {
        @Override
        public void done(YamuxConnection connection) {
            try {
                acceptor.accepted(connection);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("a connection from {} is cut: who should take it failed", from, e);
                connection.abort();
            }
        }

        @Override
        public void failed(Throwable cause) {
            acceptor.refused(from, Failures.typed(cause));
        }
    }

    /** A socket that listens. */
    private record Listener(Channel channel, InetSocketAddress address, CompletableFuture<Void> closed)
            implements TransportListener {
        /** On its loop: once that has ended, Netty tells a new listener nothing any more. */
        static Listener of(Channel channel) {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            channel.closeFuture().addListener(done -> closed.complete(null));
            return new Listener(channel, (InetSocketAddress) channel.localAddress(), closed);
        }

        @Override
        public CompletionStage<Void> close() {
            Sockets.close(channel);
            return closed.copy();
        }
    }
}
