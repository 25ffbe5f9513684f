package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.identity.InvalidChainException;
import dev.parley.spi.transport.TransportListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in, and with whom we speak: each pair of TLS implementations. */
final class TlsTrustTest extends LeakFree {
    private static final Optional<String> OURS = Optional.of(TlsContexts.ALPN);

    @ParameterizedTest
    @MethodSource("dev.parley.transport.tls.internal.TlsTransportTest#providers")
    void whoDoesNotSpeakAsWeDoIsRefused(TlsProvider left, TlsProvider right) {
        try (Pair pair = new Pair(left, right, Recorder::echo)) {
            noCertificate(pair, left);
            anotherProtocol(pair, left, Optional.of("parley/2"));
            anotherProtocol(pair, left, Optional.empty());
            dialledWithAnotherProtocol(pair, right, Optional.of("h2"));
            dialledWithAnotherProtocol(pair, right, Optional.empty());
            assertEquals(0, pair.accepted.size());
            Waiting.on(pair.connect().ping());
        }
    }

    private static void noCertificate(Pair pair, TlsProvider provider) {
        try (BareTls nobody = new BareTls(provider, Optional.empty(), OURS)) {
            var dialled = nobody.dial(pair.address());
            Throwable why = pair.nextRefused();
            assertInstanceOf(javax.net.ssl.SSLException.class, why);
            if (!dialled.isCompletedExceptionally()) { // TLS 1.3: it was done before it was judged
                BareTls.awaitClosed(Waiting.on(dialled));
            }
        }
    }

    private static void anotherProtocol(Pair pair, TlsProvider provider, Optional<String> protocol) {
        try (BareTls other = new BareTls(provider, Optional.of(TestCredentials.make()), protocol)) {
            var dialled = other.dial(pair.address());
            Throwable why = pair.nextRefused();
            assertInstanceOf(InvalidChainException.class, why);
            assertTrue(why.getMessage().contains(TlsContexts.ALPN), why.getMessage());
            BareTls.awaitClosed(Waiting.on(dialled));
        }
    }

    private static void dialledWithAnotherProtocol(Pair pair, TlsProvider provider, Optional<String> protocol) {
        TestCredentials keys = TestCredentials.make();
        try (BareTls other = new BareTls(provider, Optional.of(keys), protocol)) {
            PeerUnreachableException failure = Waiting.failure(
                    PeerUnreachableException.class, pair.left.dial(other.listen(), Optional.of(keys.peer())));
            assertInstanceOf(InvalidChainException.class, failure.getCause());
            assertTrue(failure.getMessage().contains(TlsContexts.ALPN), failure.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.parley.transport.tls.internal.TlsTransportTest#providers")
    void anotherIdentityAtAKnownAddressIsNoticed(TlsProvider left, TlsProvider right) {
        try (Pair pair = new Pair(left, right, Recorder::echo)) {
            Waiting.on(pair.connect().ping());
            TlsTransport other = new TlsTransport(TestCredentials.make(), pair.execution, right, Pair.LIMIT_MS);
            try {
                // A port of its own: one that was given back may be anybody's a moment later.
                TransportListener impostor = Waiting.on(other.listen(Pair.any(), Refusing.afterTheHandshake()));
                Waiting.failure(
                        IdentityMismatchException.class,
                        pair.left.dial(impostor.address(), Optional.of(pair.rightKeys.peer())));
            } finally {
                other.stop().awaitUninterruptibly();
            }
        }
    }

    /** One context for all dials, which offers the session of the one before. */
    @ParameterizedTest
    @MethodSource("dev.parley.transport.tls.internal.TlsTransportTest#providers")
    void whoOffersAnEarlierSessionIsJudgedAnew(TlsProvider left, TlsProvider right) throws Exception {
        TestCredentials keys = TestCredentials.make();
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        TrustManager[] anybody = {new JudgingTrustManager(keys, Optional.empty())};
        context.init(keys.keyManagers().getKeyManagers(), anybody, null);
        byte[] ping = {0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7};
        try (Pair pair = new Pair(left, right, Recorder::echo)) {
            for (int i = 1; i <= 3; i++) {
                InetSocketAddress there = pair.address();
                try (SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(there.getAddress(), there.getPort())) {
                    SSLParameters wanted = socket.getSSLParameters();
                    wanted.setApplicationProtocols(new String[] {TlsContexts.ALPN});
                    socket.setSSLParameters(wanted);
                    socket.getOutputStream().write(ping);
                    assertEquals(ping.length, socket.getInputStream().readNBytes(ping.length).length);
                }
                assertEquals(keys.peer(), pair.nextAccepted().remote().peer());
                assertEquals(i, pair.rightKeys.inHandshakes.get());
            }
        }
    }

    @Test
    void whoClosesMidwayIsRefusedOnce() throws IOException {
        try (Pair pair = Pair.echoing()) {
            for (int bytes : new int[] {0, 1, 5, 40}) {
                try (Socket socket =
                        new Socket(pair.address().getAddress(), pair.address().getPort())) {
                    byte[] hello = new byte[bytes];
                    if (bytes > 4) { // a handshake record of 200 bytes begins
                        hello[0] = 22;
                        hello[1] = 3;
                        hello[2] = 1;
                        hello[4] = (byte) 200;
                    }
                    socket.getOutputStream().write(hello);
                }
                pair.nextRefused();
            }
            Waiting.on(pair.connect().ping());
            assertEquals(0, pair.refused.size());
        }
    }

    @Test
    void whoAnswersWithNoiseIsRefused() throws IOException {
        try (Pair pair = Pair.echoing()) {
            try (Socket socket =
                    new Socket(pair.address().getAddress(), pair.address().getPort())) {
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: parley\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertInstanceOf(javax.net.ssl.SSLException.class, pair.nextRefused());
                while (socket.getInputStream().read() >= 0) {
                    // an alert, then the end
                }
            } catch (IOException reset) {
                assertTrue(reset.getMessage().contains("reset"), reset.getMessage());
            }
        }
    }

    @Test
    void aListenerThatHangsUpIsNamed() throws IOException {
        try (Pair pair = Pair.echoing();
                ServerSocket rude = new ServerSocket(0, 1, Pair.any().getAddress())) {
            var dial = pair.left.dial((InetSocketAddress) rude.getLocalSocketAddress(), Optional.empty());
            rude.accept().close();
            Waiting.failure(PeerUnreachableException.class, dial);
        }
    }
}
