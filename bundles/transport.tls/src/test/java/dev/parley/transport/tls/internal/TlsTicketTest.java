package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.TransportListener;
import dev.parley.wire.execution.SystemExecution;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ticket is shown, and judged, before the one who is dialled has said anything: each pair of TLS implementations. */
final class TlsTicketTest extends LeakFree {
    private static final String GOOD = "0123456789abcdef".repeat(3) + "01234567";

    private final TestCredentials keys = TestCredentials.make();
    private final SystemExecution execution = new SystemExecution();
    private final LinkedBlockingQueue<Optional<String>> shown = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Throwable> refused = new LinkedBlockingQueue<>();

    /** Lets in who shows the good ticket. */
    private final class Door implements ConnectionAcceptor {
        @Override
        public boolean admit(InetSocketAddress from) {
            return true;
        }

        @Override
        public boolean admit(InetSocketAddress from, Optional<String> ticket) {
            shown.add(ticket);
            return ticket.equals(Optional.of(GOOD));
        }

        @Override
        public void accepted(Connection connection) {
            connection.start(Recorder.echo());
            accepted.add(connection);
        }

        @Override
        public void refused(InetSocketAddress from, Throwable cause) {
            refused.add(cause);
        }
    }

    /** What is done while the door is open. */
    private interface Visit {
        void to(TlsTransport visitor, InetSocketAddress door) throws Exception;
    }

    private void visit(TlsProvider left, TlsProvider right, Visit visit) throws Exception {
        TlsTransport visitor = new TlsTransport(TestCredentials.make(), execution, left, Pair.LIMIT_MS);
        TlsTransport host = new TlsTransport(keys, execution, right, Pair.LIMIT_MS);
        try {
            TransportListener listener = Waiting.on(host.listen(Pair.any(), new Door()));
            visit.to(visitor, listener.address());
        } finally {
            visitor.stop().awaitUninterruptibly();
            host.stop().awaitUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.parley.transport.tls.internal.TlsTransportTest#providers")
    void whoShowsATicketIsLetIn(TlsProvider left, TlsProvider right) throws Exception {
        visit(left, right, (visitor, door) -> {
            Connection connection = Waiting.on(visitor.dial(door, Optional.of(keys.peer()), GOOD));
            connection.start(Recorder.idle());
            Waiting.on(connection.ping());
            assertEquals(Optional.of(GOOD), Waiting.next(shown));
            assertEquals(keys.peer(), connection.remote().peer());
            Waiting.next(accepted);
        });
    }

    @ParameterizedTest
    @MethodSource("dev.parley.transport.tls.internal.TlsTransportTest#providers")
    void whoShowsNoneOrAnotherIsNot(TlsProvider left, TlsProvider right) throws Exception {
        visit(left, right, (visitor, door) -> {
            PeerUnreachableException why =
                    Waiting.failure(PeerUnreachableException.class, visitor.dial(door, Optional.of(keys.peer())));
            assertTrue(why.getMessage().contains("perhaps it lets in only its contacts"), why.getMessage());
            assertEquals(Optional.empty(), Waiting.next(shown));
            Waiting.failure(PeerUnreachableException.class, visitor.dial(door, Optional.of(keys.peer()), "0"));
            assertEquals(Optional.of("0"), Waiting.next(shown));
            assertEquals(0, accepted.size());
            assertEquals(0, refused.size(), "whoever refused it knows");
        });
    }

    /** On the wire: not one byte of the one who is dialled, so neither key nor certificate, nor that it is Parley. */
    @ParameterizedTest
    @MethodSource("dev.parley.transport.tls.internal.TlsTransportTest#providers")
    void whoIsNotLetInIsToldNothing(TlsProvider left, TlsProvider right) throws Exception {
        visit(left, right, (visitor, door) -> {
            for (String name : new String[] {null, "example.org", "0.parley.invalid", GOOD + ".parley.valid"}) {
                assertArrayEquals(new byte[0], answer(door, hello(name)), name);
            }
            assertTrue(answer(door, hello(GOOD + TlsContexts.TICKET_DOMAIN)).length > 0, "the test would see it");
            assertEquals(0, accepted.size());
        });
    }

    /** The first flight of a program that speaks TLS. */
    private static byte[] hello(String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, null, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {TlsContexts.ALPN});
        if (name != null) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] hello = new byte[out.flip().remaining()];
        out.get(hello);
        boolean readable = new String(hello, StandardCharsets.ISO_8859_1).contains(String.valueOf(name));
        assertEquals(name != null, readable, "who watches can read it");
        return hello;
    }

    /** All that comes back, until the other side ends or has said something. */
    private static byte[] answer(InetSocketAddress door, byte[] hello) throws IOException {
        try (Socket socket = new Socket(door.getAddress(), door.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(Waiting.LIMIT_S).toMillis());
            socket.getOutputStream().write(hello);
            int first = socket.getInputStream().read();
            return first < 0 ? new byte[0] : new byte[] {(byte) first};
        }
    }
}
