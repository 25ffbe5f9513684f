package dev.parley.transport.tls.internal;

import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.ConnectionListener;
import dev.parley.spi.transport.TransportListener;
import dev.parley.wire.execution.SystemExecution;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Two transports in one JVM: the right one listens on 127.0.0.1, the left one dials. */
final class Pair implements AutoCloseable {
    static final long LIMIT_MS = 10_000;

    final TestCredentials leftKeys = TestCredentials.make();
    final TestCredentials rightKeys = TestCredentials.make();
    final SystemExecution execution = new SystemExecution();
    final TlsTransport left;
    final TlsTransport right;
    final LinkedBlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Throwable> refused = new LinkedBlockingQueue<>();
    final TransportListener listener;

    Pair(TlsProvider leftProvider, TlsProvider rightProvider, Supplier<ConnectionListener> listeners) {
        this(leftProvider, rightProvider, listeners, any());
    }

    private Pair(
            TlsProvider leftProvider,
            TlsProvider rightProvider,
            Supplier<ConnectionListener> listeners,
            InetSocketAddress at) {
        left = new TlsTransport(leftKeys, execution, leftProvider, LIMIT_MS);
        right = new TlsTransport(rightKeys, execution, rightProvider, LIMIT_MS);
        listener = Waiting.on(right.listen(at, new ConnectionAcceptor() {
            @Override
            public boolean admit(InetSocketAddress from) {
                return true;
            }

            @Override
            public void accepted(Connection connection) {
                connection.start(listeners.get());
                accepted.add(connection);
            }

            @Override
            public void refused(InetSocketAddress from, Throwable cause) {
                refused.add(cause);
            }
        }));
    }

    Pair(Supplier<ConnectionListener> listeners) {
        this(TlsProvider.AUTO, TlsProvider.AUTO, listeners);
    }

    static Pair echoing() {
        return new Pair(Recorder::echo);
    }

    /** The right listens where it can be listened again: nobody is given a port below this range by chance. */
    static Pair echoingOnItsOwnPort() throws IOException {
        int first = 10_000 + (int) (ProcessHandle.current().pid() % 10_000);
        for (int port = first; ; port++) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            if (free(address)) {
                return new Pair(TlsProvider.AUTO, TlsProvider.AUTO, Recorder::echo, address);
            }
        }
    }

    private static boolean free(InetSocketAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    static InetSocketAddress any() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    InetSocketAddress address() {
        return listener.address();
    }

    Connection dial() {
        return Waiting.on(left.dial(address(), Optional.of(rightKeys.peer())));
    }

    /** Dialled and started, with nothing done to channels that come. */
    Connection connect() {
        Connection connection = dial();
        connection.start(Recorder.idle());
        return connection;
    }

    Connection nextAccepted() {
        return Waiting.next(accepted);
    }

    /** Why the listener refused somebody. */
    Throwable nextRefused() {
        return Waiting.next(refused);
    }

    @Override
    public void close() {
        Future<?> one = left.stop();
        Future<?> other = right.stop();
        one.awaitUninterruptibly(Waiting.LIMIT_S, TimeUnit.SECONDS);
        other.awaitUninterruptibly(Waiting.LIMIT_S, TimeUnit.SECONDS);
    }
}
