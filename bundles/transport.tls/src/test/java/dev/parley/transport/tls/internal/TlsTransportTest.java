package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.identity.InvalidChainException;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes, dials and listeners. */
final class TlsTransportTest extends LeakFree {
    static Stream<Arguments> providers() {
        return Stream.of(TlsProvider.JDK, TlsProvider.OPENSSL)
                .flatMap(one -> Stream.of(TlsProvider.JDK, TlsProvider.OPENSSL).map(two -> Arguments.of(one, two)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whoDialsAndWhoIsDialledKnowEachOther(TlsProvider left, TlsProvider right) {
        try (Pair pair = new Pair(left, right, Recorder::echo)) {
            Connection connection = pair.connect();
            Channel channel = connection.open(false);
            byte[] bytes = new byte[1_000_000];
            new Random(1).nextBytes(bytes);
            CompletableFuture<byte[]> echoed = Recorder.all(channel);
            Waiting.on(channel.write(ByteBuffer.wrap(bytes)));
            channel.end();
            assertArrayEquals(bytes, Waiting.on(echoed));
            assertEquals(pair.rightKeys.peer(), connection.remote().peer());
            Connection other = pair.nextAccepted();
            assertEquals(pair.leftKeys.peer(), other.remote().peer());
            assertEquals(connection.localAddress(), other.remoteAddress());
            assertTrue(!Waiting.on(connection.ping()).isNegative());
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void anotherKeyThanTheExpectedOneIsTypedAndNeverSeesOurs(TlsProvider left, TlsProvider right) {
        try (Pair pair = new Pair(left, right, Recorder::echo)) {
            Waiting.failure(
                    IdentityMismatchException.class, pair.left.dial(pair.address(), Optional.of(pair.leftKeys.peer())));
            pair.nextRefused();
            assertEquals(0, pair.rightKeys.judged.get());
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aBrokenChainIsRefusedByBothSides(TlsProvider left, TlsProvider right) {
        try (Pair pair = new Pair(left, right, Recorder::echo)) {
            TlsTransport liar = new TlsTransport(TestCredentials.broken(), pair.execution, left, Pair.LIMIT_MS);
            try {
                // TLS 1.3: the dialler is done before it is judged; the refusal shows as the end of the connection
                CompletableFuture<Connection> dial =
                        liar.dial(pair.address(), Optional.empty()).toCompletableFuture();
                Recorder recorder = Recorder.idle();
                Waiting.on(dial).start(recorder);
                assertTrue(Waiting.on(recorder.closed).isPresent());
                assertTrue(pair.nextRefused() instanceof InvalidChainException);
                var listening = Waiting.on(liar.listen(Pair.any(), Refusing.afterTheHandshake()));
                PeerUnreachableException failure = Waiting.failure(
                        PeerUnreachableException.class, pair.left.dial(listening.address(), Optional.empty()));
                assertTrue(failure.getCause() instanceof InvalidChainException);
            } finally {
                liar.stop().awaitUninterruptibly();
            }
        }
    }

    @Test
    void aListenerThatIsClosedAfterItsTransportSaysSo() {
        try (Pair pair = Pair.echoing()) {
            var listening = Waiting.on(pair.left.listen(Pair.any(), Refusing.afterTheHandshake()));
            pair.left.stop().awaitUninterruptibly();
            Waiting.on(listening.close());
            Waiting.failure(IOException.class, pair.left.listen(Pair.any(), Refusing.afterTheHandshake()));
            Waiting.failure(PeerUnreachableException.class, pair.left.dial(pair.address(), Optional.empty()));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void noSessionIsEverResumed(TlsProvider left, TlsProvider right) {
        try (Pair pair = new Pair(left, right, Recorder::echo)) {
            for (int i = 1; i <= 10; i++) {
                Connection connection = pair.connect();
                Waiting.on(connection.ping()); // session tickets have come by now
                pair.nextAccepted();
                // were one resumed, its trust manager would not be asked
                assertEquals(i, pair.leftKeys.judged.get());
                assertEquals(i, pair.rightKeys.judged.get());
                assertTrue(pair.leftKeys.inHandshakes.get() == i && pair.rightKeys.inHandshakes.get() == i);
                connection.abort();
            }
            Waiting.failure(
                    IdentityMismatchException.class, pair.left.dial(pair.address(), Optional.of(pair.leftKeys.peer())));
        }
    }

    @Test
    void aClosedPortIsNamedWithItsCause() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Pair pair = Pair.echoing()) {
            InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            PeerUnreachableException failure =
                    Waiting.failure(PeerUnreachableException.class, pair.left.dial(nobody, Optional.empty()));
            assertTrue(failure.getMessage().contains("127.0.0.1:" + port), failure.getMessage());
            assertTrue(failure.getCause() instanceof IOException);
        }
    }

    @Test
    void anUnknownHostNameIsSaid() {
        try (Pair pair = Pair.echoing()) {
            PeerUnreachableException failure = Waiting.failure(
                    PeerUnreachableException.class,
                    pair.left.dial(InetSocketAddress.createUnresolved("nowhere.invalid", 1), Optional.empty()));
            assertTrue(failure.getMessage().contains("nowhere.invalid"), failure.getMessage());
        }
    }

    @Test
    void whoSaysNothingIsGivenUpInTime() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Pair pair = Pair.echoing()) {
            TlsTransport hasty = new TlsTransport(pair.leftKeys, pair.execution, TlsProvider.AUTO, 200);
            try {
                Waiting.failure(
                        PeerUnreachableException.class,
                        hasty.dial((InetSocketAddress) mute.getLocalSocketAddress(), Optional.empty()));
            } finally {
                hasty.stop().awaitUninterruptibly();
            }
        }
    }

    @Test
    void aCancelledDialClosesWhatItMade() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Pair pair = Pair.echoing()) {
            CompletableFuture<Connection> dial = pair.left
                    .dial((InetSocketAddress) mute.getLocalSocketAddress(), Optional.empty())
                    .toCompletableFuture();
            try (var socket = mute.accept()) {
                socket.getInputStream().read(); // the handshake has begun
                dial.cancel(false);
                while (socket.getInputStream().read() >= 0) {
                    // until the other side closes
                }
            } catch (IOException reset) {
                assertTrue(reset.getMessage().contains("reset"), reset.getMessage());
            }
        }
    }

    @Test
    void whoIsNotAdmittedCostsNoHandshake() {
        try (Pair pair = Pair.echoing()) {
            var listening = Waiting.on(pair.right.listen(Pair.any(), new Refusing()));
            Waiting.failure(PeerUnreachableException.class, pair.left.dial(listening.address(), Optional.empty()));
            assertEquals(0, pair.rightKeys.judged.get());
        }
    }

    @Test
    void aTakenPortIsSaid() {
        try (Pair pair = Pair.echoing()) {
            IOException failure = Waiting.failure(IOException.class, pair.left.listen(pair.address(), new Refusing()));
            assertTrue(
                    failure.getMessage().contains(String.valueOf(pair.address().getPort())));
        }
    }

    @Test
    void aListenerThatClosesLeavesItsConnections() {
        try (Pair pair = Pair.echoing()) {
            Connection connection = pair.connect();
            Waiting.on(pair.listener.close());
            Waiting.on(connection.ping());
            Waiting.failure(PeerUnreachableException.class, pair.left.dial(pair.address(), Optional.empty()));
        }
    }

    @Test
    void addressesWithAScopeAreTaken() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        List<InetAddress> scoped = loopback.inetAddresses()
                .filter(address -> address instanceof java.net.Inet6Address)
                .toList();
        org.junit.jupiter.api.Assumptions.assumeFalse(scoped.isEmpty(), "this machine has no IPv6");
        try (Pair pair = Pair.echoing()) {
            InetAddress address =
                    java.net.Inet6Address.getByAddress(null, scoped.get(0).getAddress(), loopback);
            var listening = Waiting.on(pair.right.listen(new InetSocketAddress(address, 0), new Refusing()));
            assertTrue(listening.address().getPort() > 0);
            Waiting.failure(
                    PeerUnreachableException.class,
                    pair.left.dial(
                            new InetSocketAddress(address, listening.address().getPort()), Optional.empty()));
        }
    }

    @Test
    void afterItsStopEverythingFailsTyped() {
        Pair pair = Pair.echoing();
        Connection connection = pair.dial();
        Recorder recorder = Recorder.started(connection, channel -> {});
        pair.close();
        Waiting.on(recorder.closed);
        Waiting.failure(PeerUnreachableException.class, pair.left.dial(pair.address(), Optional.empty()));
        Waiting.failure(IOException.class, pair.left.listen(Pair.any(), new Refusing()));
        Waiting.failure(dev.parley.spi.link.LinkClosedException.class, connection.ping());
    }
}
