package dev.parley.tests.bench.peer;

import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionListener;
import dev.parley.tests.bench.load.Receiver;
import java.util.Optional;
import java.util.function.Supplier;

/** A connection of the transport with one channel, and nothing of links above it. */
final class OneChannel implements ConnectionListener {
    private final Connection connection;
    private final Supplier<Receiver> receivers;
    private volatile FlowWire wire;

    OneChannel(Connection connection, Supplier<Receiver> receivers) {
        this.connection = connection;
        this.receivers = receivers;
    }

    /** The dialling side's. */
    FlowWire open() {
        connection.start(this);
        return attach(connection.open(false));
    }

    @Override
    public void opened(Channel channel) {
        attach(channel);
    }

    private FlowWire attach(Channel channel) {
        FlowWire attached = new FlowWire(channel::write, connection::close, receivers.get());
        wire = attached;
        channel.read(Runnable::run, attached);
        return attached;
    }

    @Override
    public void closed(Optional<Throwable> cause) {
        if (wire != null) {
            wire.ended();
        }
    }
}
