package dev.parley.transport.tls.internal;

import dev.parley.spi.identity.InvalidChainException;
import dev.parley.spi.identity.RemoteIdentity;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Waits for the end of the TLS handshake, sees to it that just the other side of this session was judged and that it speaks our
 * protocol, and then gives its place to a connection. Tells exactly one of the two ends, on the event loop.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {
    private final boolean dialled;
    private final LongSupplier nanoTime;
    private final Result result;
    private TlsContexts.End end; // null before the handshake begins
    private boolean told;

    /** How it went. */
    interface Result {
        void done(YamuxConnection connection);

        void failed(Throwable cause);
    }

    HandshakeHandler(boolean dialled, LongSupplier nanoTime, Result result) {
        this.dialled = dialled;
        this.nanoTime = nanoTime;
        this.result = result;
    }

    /** The handshake begins. */
    HandshakeHandler with(TlsContexts.End begun) {
        end = begun;
        return this;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            ctx.channel().config().setAutoRead(false); // until somebody has started the connection
            Optional<Throwable> refusal = Optional.ofNullable(completion.cause());
            try {
                if (refusal.isEmpty()) {
                    succeeded(ctx);
                }
            } catch (RuntimeException | SSLPeerUnverifiedException e) {
                refusal = Optional.of(e);
            }
            refusal.ifPresent(why -> fail(ctx, why));
        }
        super.userEventTriggered(ctx, event);
    }

    private void succeeded(ChannelHandlerContext ctx) throws SSLPeerUnverifiedException {
        SslHandler tls = end.tls();
        if (!TlsContexts.ALPN.equals(tls.applicationProtocol())) {
            String spoken = tls.applicationProtocol() == null ? "no protocol" : tls.applicationProtocol();
            throw new InvalidChainException("The other side agreed on " + spoken + "; this version of Parley speaks "
                    + TlsContexts.ALPN + " only.");
        }
        Certificate[] chain = tls.engine().getSession().getPeerCertificates();
        RemoteIdentity remote = end.judge().verdict(Arrays.copyOf(chain, chain.length, X509Certificate[].class));
        SocketChannel socket = (SocketChannel) ctx.channel();
        YamuxConnection connection = new YamuxConnection(socket, remote, dialled, nanoTime, () -> endOutput(socket));
        told = true;
        ctx.pipeline().replace(this, null, connection.handler());
        result.done(connection);
    }

    private void endOutput(SocketChannel socket) {
        end.tls().closeOutbound().addListener(said -> {
            ChannelFuture unused = socket.shutdownOutput();
        });
    }

    private void fail(ChannelHandlerContext ctx, Throwable why) {
        if (!told) {
            told = true;
            result.failed(why);
        }
        Sockets.close(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new IOException("the connection was closed during the handshake"));
    }
}
