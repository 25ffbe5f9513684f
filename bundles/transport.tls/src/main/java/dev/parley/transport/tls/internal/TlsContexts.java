package dev.parley.transport.tls.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.LinkCredentials;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * TLS 1.3, mutual, ALPN {@value #ALPN}, and no session ever resumed: a resumed one asks no trust manager. Each connection has a context
 * of its own, which has nothing to resume, and whose trust manager knows who is expected and remembers whom it judged. Any thread; the
 * first use may load a native library.
 */
final class TlsContexts {
    static final String ALPN = "parley/1";
    private static final String TLS = "TLSv1.3";
    private static final long CLOSE_NOTIFY_MS = 500;

    private final LinkCredentials credentials;
    private final TlsProvider wanted;
    private final long handshakeMs;
    private SslProvider provider; // guarded by this
    private boolean closed; // guarded by this

    /** One end of a handshake to come. */
    record End(SslHandler tls, JudgingTrustManager judge) {}

    TlsContexts(LinkCredentials credentials, TlsProvider wanted, long handshakeMs) {
        this.credentials = credentials;
        this.wanted = wanted;
        this.handshakeMs = handshakeMs;
    }

    private synchronized SslProvider provider() throws SSLException {
        if (closed) {
            throw new SSLException("This transport has been stopped.");
        }
        if (provider == null) {
            provider = wanted.choose();
        }
        return provider;
    }

    /** For one connection that was dialled. */
    End client(ByteBufAllocator allocator, Optional<PeerName> expected) throws SSLException {
        JudgingTrustManager judge = new JudgingTrustManager(credentials, expected);
        SslContextBuilder builder = SslContextBuilder.forClient()
                .keyManager(credentials.keyManagers())
                .endpointIdentificationAlgorithm(null);
        return new End(handler(build(builder, judge), allocator), judge);
    }

    /** For one connection that came. */
    End server(ByteBufAllocator allocator) throws SSLException {
        JudgingTrustManager judge = new JudgingTrustManager(credentials, Optional.empty());
        return new End(handler(server(judge), allocator), judge);
    }

    /** Makes what a connection that comes needs, so that a fault shows when listening begins. */
    void tryServer() throws SSLException {
        ReferenceCountUtil.release(server(new JudgingTrustManager(credentials, Optional.empty())));
    }

    private SslContext server(JudgingTrustManager judge) throws SSLException {
        SslContext context =
                build(SslContextBuilder.forServer(credentials.keyManagers()).clientAuth(ClientAuth.REQUIRE), judge);
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        return context;
    }

    private SslContext build(SslContextBuilder builder, JudgingTrustManager judge) throws SSLException {
        return builder.sslProvider(provider())
                .protocols(TLS)
                .trustManager(judge)
                .applicationProtocolConfig(alpn())
                .build();
    }

    synchronized void close() {
        closed = true;
    }

    private SslHandler handler(SslContext context, ByteBufAllocator allocator) {
        try {
            SslHandler handler = context.newHandler(allocator); // no host and port: no session is looked up
            handler.setHandshakeTimeoutMillis(handshakeMs);
            handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MS);
            return handler;
        } finally {
            ReferenceCountUtil.release(context); // the engine holds it while it needs it
        }
    }

    private static ApplicationProtocolConfig alpn() {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                ALPN);
    }
}
