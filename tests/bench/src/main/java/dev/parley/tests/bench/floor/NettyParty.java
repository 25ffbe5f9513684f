package dev.parley.tests.bench.floor;

import dev.parley.tests.bench.load.Party;
import dev.parley.tests.bench.load.Receiver;
import dev.parley.tests.bench.load.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;

/** The floor: TLS 1.3, mutual, with our chain, never resumed, on two loops, and nothing above it but a length before each message. */
final class NettyParty implements Party {
    private static final int THREADS = 2;
    private static final int MOST_BYTES = 1 << 20;
    private static final int FLUSHES = 256;
    private static final long LIMIT_S = 120;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    private final SslProvider provider;
    private final SslContext server;
    private final SslContext client;

    /** @param provider auto, jdk or openssl, as in our configuration */
    NettyParty(String provider, Path home) throws Exception {
        this.provider = provider.equals("openssl") || provider.equals("auto") && OpenSsl.isAvailable()
                ? SslProvider.OPENSSL_REFCNT
                : SslProvider.JDK;
        KeyManagerFactory keys = Keys.managers(home);
        server = SslContextBuilder.forServer(keys)
                .sslProvider(this.provider)
                .protocols("TLSv1.3")
                .trustManager(new ChainTrust())
                .clientAuth(ClientAuth.REQUIRE)
                .build();
        client = SslContextBuilder.forClient()
                .keyManager(keys)
                .sslProvider(this.provider)
                .protocols("TLSv1.3")
                .trustManager(new ChainTrust())
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    private static void equip(Channel channel, SslContext tls, NettyWire wire) {
        channel.pipeline()
                .addLast(
                        new FlushConsolidationHandler(FLUSHES, true),
                        tls.newHandler(channel.alloc()), // no host: no session is looked up
                        new LengthFieldBasedFrameDecoder(MOST_BYTES, 0, Integer.BYTES, 0, Integer.BYTES),
                        wire);
    }

    @Override
    public int listen(Supplier<Receiver> receivers) throws InterruptedException {
        Channel listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        equip(
                                channel,
                                server,
                                new NettyWire(channel, receivers.get(), new CompletableFuture<>(), new byte[0]));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public Wire dial(InetSocketAddress address, String who, byte[] first, Receiver receiver) throws Exception {
        CompletableFuture<Wire> ready = new CompletableFuture<>();
        ChannelFuture unused = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        equip(channel, client, new NettyWire(channel, receiver, ready, first));
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ready.completeExceptionally(connected.cause());
                    }
                });
        return ready.get(LIMIT_S, TimeUnit.SECONDS);
    }

    @Override
    public String madeOf() {
        return provider == SslProvider.JDK ? "jdk" : "openssl";
    }
}
