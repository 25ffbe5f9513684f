package dev.parley.transport.tls.internal;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;

/** Closing without waiting. */
final class Sockets {
    private Sockets() {}

    /** Closes a channel, or what lies before a handler; that it is closed is told by {@code channelInactive}. */
    static void close(ChannelOutboundInvoker what) {
        ChannelFuture unused = what.close();
    }
}
