package dev.parley.transport.tls.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** TLS 1.3 without our rules: shows the certificate and the protocol that a test wants, and sends any bytes. */
final class BareTls implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final TestCredentials judge = TestCredentials.make();
    private final TlsProvider provider;
    private final Optional<TestCredentials> keys;
    private final Optional<String> protocol;

    /** @param keys to be shown; a listener must have some */
    BareTls(TlsProvider provider, Optional<TestCredentials> keys, Optional<String> protocol) {
        this.provider = provider;
        this.keys = keys;
        this.protocol = protocol;
    }

    /** A peer as it should be. */
    static BareTls right(TlsProvider provider) {
        return new BareTls(provider, Optional.of(TestCredentials.make()), Optional.of(TlsContexts.ALPN));
    }

    /** Connects; completes after the handshake on this side, or fails with it. */
    CompletableFuture<Channel> dial(InetSocketAddress address) {
        CompletableFuture<Channel> dialled = new CompletableFuture<>();
        ChannelFuture unused = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) throws SSLException {
                        begin(socket, SslContextBuilder.forClient().endpointIdentificationAlgorithm(null), dialled);
                    }
                })
                .connect(address);
        return dialled;
    }

    InetSocketAddress listen() {
        ChannelFuture listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) throws SSLException {
                        SslContextBuilder builder = SslContextBuilder.forServer(
                                        keys.orElseThrow().keyManagers())
                                .clientAuth(ClientAuth.OPTIONAL);
                        begin(socket, builder, new CompletableFuture<>());
                    }
                })
                .bind(Pair.any());
        return (InetSocketAddress) listening.syncUninterruptibly().channel().localAddress();
    }

    private void begin(SocketChannel socket, SslContextBuilder builder, CompletableFuture<Channel> done)
            throws SSLException {
        keys.ifPresent(shown -> builder.keyManager(shown.keyManagers()));
        protocol.ifPresent(name -> builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                name)));
        SslContext context = builder.sslProvider(provider.choose())
                .protocols("TLSv1.3")
                .trustManager(new JudgingTrustManager(judge, Optional.empty()))
                .build();
        SslHandler tls = context.newHandler(socket.alloc());
        ReferenceCountUtil.release(context);
        socket.pipeline().addLast(tls, new Ignoring());
        tls.handshakeFuture().addListener(ended -> {
            if (ended.isSuccess()) {
                done.complete(socket);
            } else {
                done.completeExceptionally(ended.cause());
            }
        });
    }

    static void send(Channel channel, byte[] bytes) {
        ChannelFuture unused = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    static void awaitClosed(Channel channel) {
        if (!channel.closeFuture().awaitUninterruptibly(Waiting.LIMIT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the other side did not close");
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(Waiting.LIMIT_S, TimeUnit.SECONDS);
    }

    private static final class Ignoring extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {}

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Sockets.close(ctx);
        }
    }
}
