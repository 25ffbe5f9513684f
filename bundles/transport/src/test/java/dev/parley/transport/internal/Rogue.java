package dev.parley.transport.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionListener;
import dev.parley.testkit.FakeTransport;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.transport.internal.proto.Hello;
import dev.parley.transport.internal.proto.LinkFrame;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Dials, and then writes whatever it wants. */
final class Rogue implements ConnectionListener {
    private final HandDrivenExecution execution;
    private final Connection connection;
    final Kept control = new Kept();
    private Channel first;
    boolean over;

    Rogue(HandDrivenExecution execution, FakeTransport from, Node victim) {
        this.execution = execution;
        var dialled = from.dial(victim.at(0), Optional.of(victim.peer())).toCompletableFuture();
        execution.run();
        connection = dialled.join();
        connection.start(this);
    }

    /** A hello as it should be. */
    static Hello hello() {
        return new Greeting(
                        "parley",
                        InstanceId.of(new byte[InstanceId.BYTES]),
                        0,
                        ByteString.copyFrom(new byte[Greeting.ID_BYTES]),
                        List.of())
                .encode();
    }

    /** Says a good hello, and is let in. */
    Rogue linked() {
        say(Messages.encode(LinkFrame.newBuilder().setHello(hello()).build()));
        return this;
    }

    /** Writes on the control stream, opening it when it is not. */
    void say(ByteBuffer bytes) {
        if (first == null) {
            first = open(HeaderReader.encode(Control.PROTOCOL, 0));
            first.read(Runnable::run, control);
        }
        first.write(bytes);
        execution.run();
    }

    /** Opens a channel with some bytes. */
    Channel open(ByteBuffer bytes) {
        Channel channel = connection.open(false);
        channel.write(bytes);
        execution.run();
        return channel;
    }

    void leave() {
        connection.abort();
        execution.run();
    }

    @Override
    public void opened(Channel channel) {
        channel.read(Runnable::run, new Kept());
    }

    @Override
    public void closed(Optional<Throwable> cause) {
        over = true;
    }
}
