package dev.parley.transport.internal;

import com.google.protobuf.ByteString;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.ConnectionListener;
import dev.parley.transport.internal.proto.LinkFrame;
import dev.parley.wire.frame.Messages;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Lets everybody in, and answers their hello with one of its own making. */
record Trap(ByteString linkId) implements ConnectionAcceptor, ConnectionListener {
    @Override
    public boolean admit(InetSocketAddress from) {
        return true;
    }

    @Override
    public void accepted(Connection connection) {
        connection.start(this);
    }

    @Override
    public void refused(InetSocketAddress from, Throwable cause) {
        throw new AssertionError("nobody is refused", cause);
    }

    @Override
    public void opened(Channel channel) {
        channel.read(Runnable::run, new Kept());
        channel.write(Messages.encode(LinkFrame.newBuilder()
                .setHello(Rogue.hello().toBuilder().setLinkId(linkId))
                .build()));
    }

    @Override
    public void closed(Optional<Throwable> cause) {
        // what it came for is done
    }
}
