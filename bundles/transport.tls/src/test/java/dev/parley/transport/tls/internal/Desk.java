package dev.parley.transport.tls.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.transport.Channel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection without a network or threads: the test is the other side, its frames go in, ours come out. Counts the bytes of every
 * buffer that the connection holds.
 */
final class Desk {
    private static final RemoteIdentity SOMEBODY = somebody();

    final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
    final List<Channel> came = new ArrayList<>();
    final Recorder recorder;
    final YamuxConnection connection;
    final EmbeddedChannel socket;
    int goodbyes;
    long nanos;

    /** The other side dialled, unless {@code dialled}. */
    Desk(boolean dialled, Consumer<Channel> take) {
        recorder = new Recorder(channel -> {
            came.add(channel);
            take.accept(channel);
        });
        socket = new Loopback();
        socket.config().setAllocator(memory).setAutoRead(false);
        connection = new YamuxConnection(socket, SOMEBODY, dialled, () -> nanos, () -> goodbyes++);
        socket.pipeline().addLast(connection.handler());
        connection.start(recorder);
        socket.runPendingTasks();
    }

    /** We are dialled, and do nothing with channels that come. */
    static Desk dialled() {
        return new Desk(false, channel -> {});
    }

    static Desk dialled(Consumer<Channel> take) {
        return new Desk(false, take);
    }

    /** We dialled. */
    static Desk dialling() {
        return new Desk(true, channel -> {});
    }

    private static RemoteIdentity somebody() {
        TestCredentials keys = TestCredentials.make();
        PeerName peer = keys.peer();
        return new RemoteIdentity(peer, EndPointId.ofDeviceKey(new byte[] {1}));
    }

    /** What the other side sends in one piece. */
    void receive(Frame... frames) {
        receive(Frame.encode(frames));
    }

    void receive(byte[] bytes) {
        if (!socket.isActive()) {
            return; // nobody is there to take it
        }
        ByteBuf in = memory.heapBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
        socket.writeInbound(in);
        socket.runPendingTasks();
    }

    /** What we have sent since the last time. */
    List<Frame> sent() {
        socket.runPendingTasks();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf some = socket.readOutbound(); some != null; some = socket.readOutbound()) {
            all.writeBytes(some);
            some.release();
        }
        return Frame.parse(all);
    }

    List<Header> sentHeaders() {
        return sent().stream().map(Frame::header).toList();
    }

    void sleep(Duration time) {
        nanos += time.toNanos();
        socket.advanceTimeBy(time.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        socket.runScheduledPendingTasks();
        socket.runPendingTasks();
    }

    /** Whether the socket takes more now. */
    void writable(boolean can) {
        socket.unsafe().outboundBuffer().setUserDefinedWritability(1, can);
        socket.runPendingTasks();
    }

    /** The network goes. */
    void cut() {
        socket.finishAndReleaseAll();
        socket.runPendingTasks();
    }

    long heldBytes() {
        return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
    }

    /** An embedded channel between internet addresses, as a connection wants it. */
    private static final class Loopback extends EmbeddedChannel {
        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
        }
    }
}
