package dev.parley.transport.tls.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * Reads the ticket in the other side's first flight, before anything is said of us, and then lets the handshake begin, or closes. The
 * ticket is the first label of the server name, before {@value TlsContexts#TICKET_DOMAIN}.
 */
final class FirstFlight extends AbstractSniHandler<Boolean> {
    /** A hello of ours has some 400 bytes; one with keys of the future some 2,000. */
    private static final int MOST = 16 * 1024;

    private final Predicate<Optional<String>> admits;
    private final TlsContexts contexts;
    private final HandshakeHandler handshake;
    private boolean judged;

    /** @param handshake behind this one in the pipeline */
    FirstFlight(Predicate<Optional<String>> admits, TlsContexts contexts, HandshakeHandler handshake) {
        super(MOST, contexts.handshakeMs());
        this.admits = admits;
        this.contexts = contexts;
        this.handshake = handshake;
    }

    @Override
    protected Future<Boolean> lookup(ChannelHandlerContext ctx, String serverName) {
        boolean again = judged; // what had come is looked at once more when the connection closes
        judged = true;
        return ctx.executor().newSucceededFuture(!again && admits.test(ticket(serverName)));
    }

    /** @param serverName null when there was none */
    private static Optional<String> ticket(String serverName) {
        return Optional.ofNullable(serverName)
                .filter(name -> name.endsWith(TlsContexts.TICKET_DOMAIN))
                .map(name -> name.substring(0, name.length() - TlsContexts.TICKET_DOMAIN.length()));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, String serverName, Future<Boolean> admitted)
            throws SSLException {
        if (admitted.isSuccess() && admitted.getNow()) {
            TlsContexts.End end = contexts.server(ctx.alloc());
            handshake.with(end);
            ctx.pipeline().replace(this, null, end.tls());
        } else if (ctx.pipeline().context(handshake) != null) {
            ctx.pipeline().remove(handshake); // whoever refused it knows
            Sockets.close(ctx);
        }
    }
}
