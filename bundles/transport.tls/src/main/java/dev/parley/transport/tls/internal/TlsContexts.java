package dev.parley.transport.tls.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.LinkCredentials;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * TLS 1.3, mutual, ALPN {@value #ALPN}, and no session ever resumed: a resumed one asks no trust manager. With BoringSSL, which gives
 * out no tickets and keeps no sessions, all connections share a context for each side. With the JDK each connection has one of its own,
 * which has nothing to resume: its clients resume by ticket whatever is said about caches. Any thread; the first use may load a native
 * library.
 */
final class TlsContexts {
    static final String ALPN = "parley/1";

    /** What follows a ticket in the server name: no name that any resolver answers for (RFC 2606). */
    static final String TICKET_DOMAIN = ".parley.invalid";

    private static final String TLS = "TLSv1.3";
    private static final long CLOSE_NOTIFY_MS = 500;

    private final LinkCredentials credentials;
    private final TlsProvider wanted;
    private final long handshakeMs;
    private final Judges judges = new Judges();
    private SslProvider provider; // guarded by this
    private SslContext sharedClient; // guarded by this
    private SslContext sharedServer; // guarded by this
    private boolean closed; // guarded by this

    /** One end of a handshake to come. */
    record End(SslHandler tls, JudgingTrustManager judge) {}

    TlsContexts(LinkCredentials credentials, TlsProvider wanted, long handshakeMs) {
        this.credentials = credentials;
        this.wanted = wanted;
        this.handshakeMs = handshakeMs;
    }

    /** For a handshake, and for the first flight before it. */
    long handshakeMs() {
        return handshakeMs;
    }

    /** For one connection that was dialled. */
    End client(ByteBufAllocator allocator, Optional<PeerName> expected, Optional<String> ticket) throws SSLException {
        End end = client(allocator, expected);
        ticket.ifPresent(shown -> {
            SSLEngine engine = end.tls().engine();
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(shown + TICKET_DOMAIN)));
            engine.setSSLParameters(parameters);
        });
        return end;
    }

    private synchronized End client(ByteBufAllocator allocator, Optional<PeerName> expected) throws SSLException {
        JudgingTrustManager judge = new JudgingTrustManager(credentials, expected);
        if (!isShared()) {
            return alone(newClient(judge), allocator, judge);
        }
        if (sharedClient == null) {
            sharedClient = newClient(judges);
        }
        return shared(sharedClient, allocator, judge);
    }

    /** For one connection that came. */
    synchronized End server(ByteBufAllocator allocator) throws SSLException {
        JudgingTrustManager judge = new JudgingTrustManager(credentials, Optional.empty());
        if (!isShared()) {
            return alone(newServer(judge), allocator, judge);
        }
        return shared(sharedServer(), allocator, judge);
    }

    /** Makes what a connection that comes needs, so that a fault shows when listening begins. */
    synchronized void tryServer() throws SSLException {
        if (isShared()) {
            sharedServer();
        } else {
            ReferenceCountUtil.release(newServer(judges));
        }
    }

    private boolean isShared() throws SSLException {
        if (closed) {
            throw new SSLException("This transport has been stopped.");
        }
        if (provider == null) {
            provider = wanted.choose();
        }
        return provider != SslProvider.JDK;
    }

    private SslContext sharedServer() throws SSLException {
        if (sharedServer == null) {
            sharedServer = newServer(judges);
        }
        return sharedServer;
    }

    private SslContext newClient(TrustManager trust) throws SSLException {
        return build(
                SslContextBuilder.forClient()
                        .keyManager(credentials.keyManagers())
                        .endpointIdentificationAlgorithm(null),
                trust);
    }

    private SslContext newServer(TrustManager trust) throws SSLException {
        SslContext context =
                build(SslContextBuilder.forServer(credentials.keyManagers()).clientAuth(ClientAuth.REQUIRE), trust);
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        return context;
    }

    private SslContext build(SslContextBuilder builder, TrustManager trust) throws SSLException {
        return builder.sslProvider(provider)
                .protocols(TLS)
                .trustManager(trust)
                .applicationProtocolConfig(alpn())
                .build();
    }

    /** What is open goes on; nothing new begins. */
    synchronized void close() {
        closed = true;
        ReferenceCountUtil.release(sharedClient);
        ReferenceCountUtil.release(sharedServer);
        sharedClient = null;
        sharedServer = null;
    }

    private End shared(SslContext context, ByteBufAllocator allocator, JudgingTrustManager judge) {
        SslHandler handler = handler(context, allocator);
        if (handler.engine() instanceof ReferenceCountedOpenSslEngine boring) {
            SSL.setOptions(boring.sslPointer(), SSL.SSL_OP_NO_TICKET); // Netty's contexts give them out
        }
        judges.appoint(handler.engine(), judge);
        return new End(handler, judge);
    }

    private End alone(SslContext context, ByteBufAllocator allocator, JudgingTrustManager judge) {
        try {
            return new End(handler(context, allocator), judge);
        } finally {
            ReferenceCountUtil.release(context); // the engine holds it while it needs it
        }
    }

    private SslHandler handler(SslContext context, ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator); // no host and port: no session is looked up
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
