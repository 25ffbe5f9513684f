package dev.parley.transport.tls.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.LinkCredentials;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.Transport;
import dev.parley.spi.transport.TransportListener;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TCP, TLS 1.3 and yamux (design, sections 6 and 7), on two threads for all connections. */
@Component(service = Transport.class, configurationPid = "dev.parley.transport.tls")
@Designate(ocd = TlsTransport.Config.class)
public final class TlsTransport implements Transport {
    static final String NAME = "tls";
    private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);
    private static final int THREADS = 2;
    private static final long LIMIT_MS = 10_000;
    private static final long QUIET_MS = 0;
    private static final long STOP_MS = 2_000;

    private final Dialler dialler;
    private final Acceptors acceptors;
    private final TlsContexts contexts;
    private final MultiThreadIoEventLoopGroup loops;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Promised promised = new Promised();

    /** {@code dev.parley.transport.tls}; all optional. */
    @ObjectClassDefinition(name = "Parley: TLS transport")
    @interface Config {
        /** Which implementation of TLS. */
        @AttributeDefinition(
                name = "Provider",
                description = "auto uses BoringSSL when its native library loads, otherwise the JDK",
                options = {
                    @Option(label = "auto", value = "auto"),
                    @Option(label = "JDK", value = "jdk"),
                    @Option(label = "BoringSSL", value = "openssl")
                })
        String provider() default "auto";
    }

    /** As a service. */
    @Activate
    public TlsTransport(@Reference LinkCredentials credentials, @Reference Execution execution, Config config) {
        this(credentials, execution, TlsProvider.parse(config.provider()), LIMIT_MS);
    }

    /** @param limitMs of a dial, and of a handshake */
    TlsTransport(LinkCredentials credentials, Execution execution, TlsProvider provider, long limitMs) {
        contexts = new TlsContexts(credentials, provider, limitMs);
        loops = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("parley-tls", true), NioIoHandler.newFactory());
        dialler = new Dialler(contexts, execution, open, limitMs);
        acceptors = new Acceptors(contexts, execution, loops, open);
    }

    /** Cuts everything; the threads end by themselves soon. */
    @Deactivate
    void deactivate() {
        Future<?> unused = stop();
    }

    /** Completes when the threads have ended. */
    Future<?> stop() {
        promised.stop();
        Future<?> unused = open.close();
        contexts.close();
        return loops.shutdownGracefully(QUIET_MS, STOP_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<TransportListener> listen(InetSocketAddress address, ConnectionAcceptor acceptor) {
        CompletableFuture<TransportListener> listening = promised.make(
                () -> new IOException("Cannot listen on " + address + ": this transport has been stopped."));
        EventLoop loop = loops.next();
        execute(loop, () -> acceptors.listen(loop, address, acceptor, listening));
        return listening;
    }

    @Override
    public CompletionStage<Connection> dial(InetSocketAddress address, Optional<PeerName> expected) {
        return dial(address, expected, Optional.empty());
    }

    @Override
    public CompletionStage<Connection> dial(InetSocketAddress address, Optional<PeerName> expected, String ticket) {
        return dial(address, expected, Optional.of(ticket));
    }

    private CompletionStage<Connection> dial(
            InetSocketAddress address, Optional<PeerName> expected, Optional<String> ticket) {
        CompletableFuture<Connection> dialled = promised.make(
                () -> new PeerUnreachableException("Cannot reach " + address + ": this transport has been stopped."));
        EventLoop loop = loops.next();
        execute(loop, () -> dialler.dial(loop, address, expected, ticket, dialled));
        return dialled;
    }

    /** A loop that is ending takes no more: by then everybody was told. */
    private static void execute(EventLoop loop, Runnable begin) {
        try {
            loop.execute(() -> {
                try {
                    begin.run();
                } catch (RejectedExecutionException ending) {
                    LOG.trace("this transport has been stopped meanwhile", ending);
                }
            });
        } catch (RejectedExecutionException stopped) {
            LOG.trace("this transport has been stopped", stopped);
        }
    }
}
