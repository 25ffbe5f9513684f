package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.wire.execution.SystemExecution;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Connections over loopback: what they cost, and that they leave nothing behind. */
final class TlsLinkTest extends LeakFree {
    private static final byte[] HELLO = {'h', 'i'};

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static void echoed(Connection connection) {
        Channel channel = connection.open(false);
        CompletableFuture<byte[]> all = Recorder.all(channel);
        channel.write(ByteBuffer.wrap(HELLO));
        channel.end();
        assertArrayEquals(HELLO, Waiting.on(all));
    }

    @Test
    void whoDoesNotReadHoldsUpOnlyItsOwnStream() {
        ArrayDeque<Runnable> turns = new ArrayDeque<>();
        AtomicBoolean first = new AtomicBoolean(true);
        CompletableFuture<CompletableFuture<byte[]>> slow = new CompletableFuture<>();
        try (Pair pair = new Pair(() -> new Recorder(channel -> {
            if (first.compareAndSet(true, false)) {
                channel.read(turns::add, new FirstBytes(new CompletableFuture<>()));
                slow.complete(new CompletableFuture<>());
            } else {
                Recorder.echo(channel);
            }
        }))) {
            Connection connection = pair.connect();
            Channel stuck = connection.open(false);
            CompletableFuture<Void> room =
                    stuck.write(ByteBuffer.allocate(8 * 1024 * 1024)).toCompletableFuture();
            Waiting.on(slow);
            for (int i = 0; i < 50; i++) {
                echoed(connection);
            }
            assertFalse(room.isDone(), "8 MiB cannot have gone into a window of 256 KiB");
            stuck.reset();
            Waiting.failure(LinkClosedException.class, room);
            echoed(connection);
        }
    }

    @Test
    void aReaderOnItsOwnThreadGetsAllInOrder() {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        CompletableFuture<CompletableFuture<byte[]>> read = new CompletableFuture<>();
        byte[] bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        try (Pair pair = new Pair(() -> new Recorder(channel -> read.complete(Recorder.all(channel, reader))))) {
            Channel channel = pair.connect().open(false);
            for (int at = 0; at < bytes.length; at += 30_000) {
                Waiting.on(channel.write(ByteBuffer.wrap(bytes, at, 30_000)));
            }
            channel.end();
            assertArrayEquals(bytes, Waiting.on(Waiting.on(read)));
        } finally {
            reader.shutdown();
        }
    }

    @Test
    void sixtyFourStreamsAtOnceAndNoMore() {
        try (Pair pair = Pair.echoing()) {
            Connection connection = pair.connect();
            List<CompletableFuture<byte[]>> all = new ArrayList<>();
            List<Channel> channels = new ArrayList<>();
            for (int i = 0; i < Limits.CHANNELS; i++) {
                Channel channel = connection.open(false);
                channels.add(channel);
                all.add(Recorder.all(channel));
                channel.write(ByteBuffer.wrap(HELLO));
            }
            org.junit.jupiter.api.Assertions.assertThrows(LinkClosedException.class, () -> connection.open(false));
            channels.forEach(Channel::end);
            all.forEach(one -> assertArrayEquals(HELLO, Waiting.on(one)));
        }
    }

    @Test
    void aStrangersFifthStreamIsReset() {
        try (Pair pair = new Pair(Recorder::idle)) {
            Connection connection = pair.connect();
            Waiting.on(connection.ping());
            pair.nextAccepted().allow(4);
            List<CompletableFuture<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Channel channel = connection.open(false);
                all.add(Recorder.all(channel));
                channel.write(ByteBuffer.wrap(HELLO));
            }
            Waiting.failure(LinkClosedException.class, all.get(4));
            Waiting.on(connection.ping());
            assertTrue(all.stream().limit(4).noneMatch(CompletableFuture::isDone));
        }
    }

    @Test
    void aCloseIsInOrderOnBothSides() {
        List<Recorder> there = new ArrayList<>();
        try (Pair pair = new Pair(() -> {
            Recorder recorder = Recorder.echo();
            there.add(recorder);
            return recorder;
        })) {
            Connection connection = pair.dial();
            Recorder here = Recorder.started(connection, channel -> {});
            Waiting.on(connection.ping());
            Channel channel = connection.open(false);
            channel.write(ByteBuffer.wrap(new byte[200_000]));
            connection.close();
            assertEquals(Optional.empty(), Waiting.on(here.closed));
            assertEquals(Optional.empty(), Waiting.on(there.get(0).closed));
            assertEquals(1, there.get(0).opened.size(), "what was written before the close arrived");
        }
    }

    @Test
    void anAbortIsACutForTheOther() {
        CompletableFuture<Recorder> there = new CompletableFuture<>();
        try (Pair pair = new Pair(() -> {
            Recorder recorder = Recorder.echo();
            there.complete(recorder);
            return recorder;
        })) {
            Connection connection = pair.connect();
            Waiting.on(connection.ping());
            connection.abort();
            assertTrue(Waiting.on(Waiting.on(there).closed).isPresent());
        }
    }

    @Test
    void aHundredDialsLeaveNothing() {
        try (Pair pair = Pair.echoing()) {
            Waiting.on(pair.connect().ping()); // stays
            pair.nextAccepted();
            long before = openFiles();
            for (int i = 0; i < 100; i++) {
                Connection connection = pair.connect();
                echoed(connection);
                if (i % 2 == 0) {
                    connection.close();
                } else {
                    connection.abort();
                }
                pair.nextAccepted();
            }
            Waiting.until(() -> openFiles() <= before, true);
            assertEquals(0, pair.refused.size());
        }
    }

    @Test
    void aListenerThatStopsFreesItsPort() throws IOException {
        try (Pair pair = Pair.echoingOnItsOwnPort()) {
            Connection connection = pair.connect();
            Waiting.on(connection.ping());
            Waiting.on(pair.listener.close());
            Waiting.on(pair.left.listen(pair.address(), new Refusing()));
            echoed(connection);
        }
    }

    @Test
    void startsAndStopsLeaveNothing() throws InterruptedException {
        TestCredentials keys = TestCredentials.make();
        startAndStop(keys);
        long before = openFiles();
        for (int i = 0; i < 20; i++) {
            startAndStop(keys);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("parley-tls")) {
                thread.join(Waiting.LIMIT_S * 1000);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
        Waiting.until(() -> openFiles() <= before, true);
    }

    /** One transport that dials itself, and is stopped with both ends open. */
    private static void startAndStop(TestCredentials keys) {
        TlsTransport transport = new TlsTransport(keys, new SystemExecution(), TlsProvider.AUTO, Pair.LIMIT_MS);
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        InetSocketAddress address =
                Waiting.on(transport.listen(Pair.any(), new Taking(accepted))).address();
        Connection connection = Waiting.on(transport.dial(address, Optional.of(keys.peer())));
        Recorder recorder = Recorder.started(connection, channel -> {});
        echoed(connection);
        Waiting.on(accepted);
        transport.deactivate();
        Waiting.on(recorder.closed);
    }
}
