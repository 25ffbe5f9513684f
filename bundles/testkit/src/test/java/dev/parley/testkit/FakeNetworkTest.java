package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.StreamReader;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.ConnectionListener;
import dev.parley.spi.transport.TransportListener;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FakeNetworkTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final FakeIdentity ann = new FakeIdentity(1);
    private final FakeIdentity ben = new FakeIdentity(2);
    private final FakeTransport a = network.node(ann.remote());
    private final FakeTransport b = network.node(ben.remote());
    private final Side atB = new Side();
    private final Side atA = new Side();
    private final TransportListener listener =
            b.listen(any(0), atB).toCompletableFuture().join();

    private static InetSocketAddress any(int port) {
        return new InetSocketAddress(port);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private InetSocketAddress addressOfB() {
        return new InetSocketAddress(b.addresses().get(0), listener.address().getPort());
    }

    private CompletableFuture<Connection> dial() {
        return a.dial(addressOfB(), Optional.of(ben.peer())).toCompletableFuture();
    }

    private Connection connected() {
        CompletableFuture<Connection> dialled = dial();
        execution.advance(Duration.ofSeconds(1));
        Connection connection = dialled.join();
        connection.start(atA);
        execution.run();
        return connection;
    }

    /** Keeps what it is told. */
    private static final class Side implements ConnectionAcceptor, ConnectionListener {
        private boolean admitting = true;
        private final List<Connection> accepted = new ArrayList<>();
        private final List<Throwable> refused = new ArrayList<>();
        private final List<Channel> opened = new ArrayList<>();
        private final List<Optional<Throwable>> closed = new ArrayList<>();

        @Override
        public boolean admit(InetSocketAddress from) {
            return admitting;
        }

        @Override
        public void accepted(Connection connection) {
            accepted.add(connection);
            connection.start(this);
        }

        @Override
        public void refused(InetSocketAddress from, Throwable cause) {
            refused.add(cause);
        }

        @Override
        public void opened(Channel channel) {
            opened.add(channel);
        }

        @Override
        public void closed(Optional<Throwable> cause) {
            closed.add(cause);
        }
    }

    private static class Kept implements StreamReader {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Optional<Throwable> failure;

        @Override
        public void onBytes(ByteBuffer some) {
            while (some.hasRemaining()) {
                bytes.write(some.get());
            }
        }

        @Override
        public void onEnd(Optional<Throwable> why) {
            failure = why;
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void aDialProvesBothSides() {
        Connection here = connected();
        Connection there = atB.accepted.get(0);
        assertEquals(ben.remote(), here.remote());
        assertEquals(ann.remote(), there.remote());
        assertEquals(here.localAddress(), there.remoteAddress());
        assertEquals(addressOfB(), here.remoteAddress());
        assertEquals(1, a.connections());
    }

    @Test
    void aDialFailsTyped() {
        CompletableFuture<Connection> closedPort = a.dial(
                        new InetSocketAddress(b.addresses().get(0), 1), Optional.empty())
                .toCompletableFuture();
        CompletableFuture<Connection> other =
                a.dial(addressOfB(), Optional.of(ann.peer())).toCompletableFuture();
        CompletableFuture<Connection> nobody = a.dial(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), Optional.empty())
                .toCompletableFuture();
        execution.run();
        assertInstanceOf(
                PeerUnreachableException.class, closedPort.handle((c, e) -> e).join());
        assertInstanceOf(
                IdentityMismatchException.class, other.handle((c, e) -> e).join());
        assertEquals(1, atB.refused.size());
        assertFalse(nobody.isDone());
        execution.advance(Duration.ofSeconds(10));
        assertInstanceOf(
                PeerUnreachableException.class, nobody.handle((c, e) -> e).join());
    }

    @Test
    void whoIsNotTrustedLearnsItAfterItsDialSucceeded() {
        b.distrust(ann.peer());
        connected();
        assertEquals(1, atB.refused.size());
        assertTrue(atA.closed.get(0).isPresent());
    }

    @Test
    void whoIsNotAdmittedIsClosedAtOnce() {
        atB.admitting = false;
        CompletableFuture<Connection> dialled = dial();
        execution.run();
        assertTrue(dialled.isCompletedExceptionally());
    }

    @Test
    void aCancelledDialLeavesNothing() {
        network.delay(Duration.ofMillis(10), Duration.ofMillis(10));
        CompletableFuture<Connection> dialled = dial();
        execution.advance(Duration.ofMillis(15));
        dialled.cancel(false);
        execution.advance(Duration.ofSeconds(20));
        assertEquals(0, a.connections());
        assertEquals(0, b.connections());
    }

    @Test
    void bytesComeInOrderHoweverLateAndCut() {
        network.delay(Duration.ZERO, Duration.ofMillis(50));
        network.loss(0.3, 0);
        network.fragment(true);
        Connection here = connected();
        Channel channel = here.open(false);
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            sent.append(i).append(' ');
            channel.write(bytes(i + " "));
        }
        channel.end();
        execution.advance(Duration.ofMinutes(10));
        Kept kept = new Kept();
        atB.opened.get(0).read(Runnable::run, kept);
        execution.run();
        assertEquals(sent.toString(), kept.text());
        assertEquals(Optional.empty(), kept.failure);
    }

    @Test
    void aWriterWaitsForTheReaderAtExactlyTheWindow() {
        Channel channel = connected().open(false);
        assertTrue(channel.write(ByteBuffer.allocate(FakeTransport.WINDOW))
                .toCompletableFuture()
                .isDone());
        CompletableFuture<Void> more = channel.write(ByteBuffer.allocate(1)).toCompletableFuture();
        execution.run();
        assertFalse(more.isDone());
        Kept kept = new Kept();
        atB.opened.get(0).read(Runnable::run, kept);
        execution.run();
        assertTrue(more.isDone());
        assertEquals(FakeTransport.WINDOW + 1, kept.bytes.size());
    }

    @Test
    void aReaderHandsOverWhatItLeaves() {
        Channel channel = connected().open(false);
        channel.write(bytes("head|body"));
        execution.run();
        Kept rest = new Kept();
        Channel there = atB.opened.get(0);
        there.read(Runnable::run, new Kept() {
            @Override
            public void onBytes(ByteBuffer some) {
                some.position(5);
                there.read(execution.serial("rest"), rest);
            }
        });
        execution.run();
        channel.write(bytes(" more"));
        channel.end();
        execution.run();
        assertEquals("body more", rest.text());
        assertEquals(Optional.empty(), rest.failure);
    }

    @Test
    void eachDirectionEndsForItself() {
        Channel here = connected().open(false);
        Kept atHere = new Kept();
        here.read(Runnable::run, atHere);
        here.write(bytes("question"));
        here.end();
        execution.run();
        Channel there = atB.opened.get(0);
        Kept atThere = new Kept();
        there.read(Runnable::run, atThere);
        there.write(bytes("answer"));
        there.end();
        execution.run();
        assertEquals("question", atThere.text());
        assertEquals("answer", atHere.text());
        assertEquals(Optional.empty(), atHere.failure);
    }

    @Test
    void aResetReachesBothReaders() {
        Channel here = connected().open(false);
        here.write(bytes("x"));
        execution.run();
        Kept kept = new Kept();
        atB.opened.get(0).read(Runnable::run, kept);
        execution.run();
        here.reset();
        execution.run();
        assertInstanceOf(LinkClosedException.class, kept.failure.orElseThrow());
        assertTrue(here.write(bytes("y")).toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void noMoreChannelsThanAllowed() {
        Connection here = connected();
        atB.accepted.get(0).allow(2);
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Channel channel = here.open(false);
            kept.add(new Kept());
            channel.read(Runnable::run, kept.get(i));
            channel.write(bytes("x"));
        }
        execution.run();
        assertEquals(2, atB.opened.size());
        assertTrue(kept.get(2).failure.isPresent());
        for (int i = 2; i < 64; i++) {
            here.open(false);
        }
        assertThrows(LinkClosedException.class, () -> here.open(false));
    }

    @Test
    void aCutConnectionIsSilentUntilItHeals() {
        Connection here = connected();
        network.cut(a, b);
        CompletableFuture<Duration> ping = here.ping().toCompletableFuture();
        Channel channel = here.open(true);
        channel.write(bytes("x"));
        execution.advance(Duration.ofMinutes(1));
        assertFalse(ping.isDone());
        assertTrue(atB.opened.isEmpty());
        network.heal(a, b);
        execution.run();
        assertEquals(Duration.ofMinutes(1), ping.join());
        assertEquals(1, atB.opened.size());
    }

    @Test
    void oneWayBlockedStillLetsTheOtherThrough() {
        Connection here = connected();
        network.block(b, a);
        here.open(false).write(bytes("x"));
        CompletableFuture<Duration> ping = here.ping().toCompletableFuture();
        execution.advance(Duration.ofSeconds(5));
        assertEquals(1, atB.opened.size());
        assertFalse(ping.isDone());
    }

    @Test
    void closingSendsWhatWasWritten() {
        Connection here = connected();
        here.open(false).write(bytes("last words"));
        here.close();
        assertThrows(LinkClosedException.class, () -> here.open(false));
        execution.run();
        Kept kept = new Kept();
        atB.opened.get(0).read(Runnable::run, kept);
        execution.run();
        assertEquals("last words", kept.text());
        assertTrue(kept.failure.isPresent());
        assertEquals(List.of(Optional.empty()), atA.closed);
        assertEquals(List.of(Optional.empty()), atB.closed);
        assertEquals(0, a.connections() + b.connections());
    }

    @Test
    void closingTakesASecondAtMost() {
        Connection here = connected();
        network.cut(a, b);
        here.close();
        execution.advance(Duration.ofSeconds(1));
        assertEquals(1, atA.closed.size());
    }

    @Test
    void whatBreaksIsToldToBothSides() {
        Connection here = connected();
        Channel unused = here.open(false);
        Kept kept = new Kept();
        unused.read(Runnable::run, kept);
        network.breakConnections(a, b);
        execution.run();
        assertTrue(atA.closed.get(0).isPresent());
        assertTrue(atB.closed.get(0).isPresent());
        assertTrue(kept.failure.isPresent());
        assertTrue(here.ping().toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void whoVanishesTellsNobodyAndCanComeBack() {
        connected();
        b.vanish();
        execution.advance(Duration.ofMinutes(1));
        assertTrue(atA.closed.isEmpty());
        b.listen(listener.address(), atB).toCompletableFuture().join();
        CompletableFuture<Connection> again = dial();
        execution.run();
        assertEquals(ben.remote(), again.join().remote());
    }

    @Test
    void aPortIsTakenOnce() {
        assertTrue(b.listen(listener.address(), atB).toCompletableFuture().isCompletedExceptionally());
        listener.close();
        assertFalse(b.listen(listener.address(), atB).toCompletableFuture().isCompletedExceptionally());
    }
}
