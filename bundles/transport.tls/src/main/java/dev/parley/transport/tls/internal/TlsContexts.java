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
 * TLS 1.3, mutual, ALPN {@value #ALPN}, and no session ever resumed: a resumed one asks no trust manager. Each dial has a context of its
 * own, which has nothing to resume, and whose trust manager knows who is expected. Any thread; the first use may load a native library.
 */
final class TlsContexts {
    static final String ALPN = "parley/1";
    private static final String TLS = "TLSv1.3";
    private static final long CLOSE_NOTIFY_MS = 500;

    private final LinkCredentials credentials;
    private final TlsProvider wanted;
    private final long handshakeMs;
    private SslProvider provider; // guarded by this
    private SslContext server;
    private boolean closed;

    TlsContexts(LinkCredentials credentials, TlsProvider wanted, long handshakeMs) {
        this.credentials = credentials;
        this.wanted = wanted;
        this.handshakeMs = handshakeMs;
    }

    private synchronized SslProvider provider() {
        if (provider == null) {
            provider = wanted.choose();
        }
        return provider;
    }

    /** For one connection that was dialled. */
    SslHandler client(ByteBufAllocator allocator, Optional<PeerName> expected) throws SSLException {
        SslContext context = SslContextBuilder.forClient()
                .sslProvider(provider())
                .protocols(TLS)
                .keyManager(credentials.keyManagers())
                .trustManager(new JudgingTrustManager(credentials, expected))
                .endpointIdentificationAlgorithm(null)
                .applicationProtocolConfig(alpn())
                .build();
        try {
            return limited(context.newHandler(allocator)); // no host and port: no session is looked up
        } finally {
            ReferenceCountUtil.release(context); // the engine holds it while it needs it
        }
    }

    /** For one connection that came. */
    SslHandler server(ByteBufAllocator allocator) throws SSLException {
        return limited(server().newHandler(allocator));
    }

    /** Makes what connections that come need, so that a fault shows when listening begins. */
    synchronized SslContext server() throws SSLException {
        if (closed) {
            throw new SSLException("This transport has been stopped.");
        }
        if (server == null) {
            server = SslContextBuilder.forServer(credentials.keyManagers())
                    .sslProvider(provider())
                    .protocols(TLS)
                    .trustManager(new JudgingTrustManager(credentials, Optional.empty()))
                    .clientAuth(ClientAuth.REQUIRE)
                    .applicationProtocolConfig(alpn())
                    .build();
            if (server.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setSessionCacheEnabled(false);
            }
        }
        return server;
    }

    synchronized void close() {
        closed = true;
        ReferenceCountUtil.release(server);
        server = null;
    }

    private SslHandler limited(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(handshakeMs);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MS);
        return handler;
    }

    private static ApplicationProtocolConfig alpn() {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                ALPN);
    }
}
