package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.transport.Channel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the JavaScript muxer of {@code tests/interop-yamux}, over plain TCP; each walk once with either side dialling. */
final class YamuxInteropTest {
    private static final int LARGE = 4 * 1024 * 1024;

    private JsPeer peer;

    private void connect(boolean theyDial) {
        Path folder = Path.of(System.getProperty("parley.interop"));
        assumeTrue(
                Files.isDirectory(folder.resolve("node_modules")),
                "the JavaScript muxer is not installed: npm --prefix tests/interop-yamux install --no-package-lock");
        peer = new JsPeer(folder, theyDial);
    }

    @AfterEach
    void end() {
        if (peer != null) {
            peer.close();
        }
    }

    @Test
    void theyDial() {
        connect(true);
        walk();
        peer.order("close");
        assertEquals(Optional.empty(), Waiting.on(peer.recorder.closed));
    }

    @Test
    void weDial() {
        connect(false);
        walk();
        peer.connection.close();
        assertEquals(Optional.empty(), Waiting.on(peer.recorder.closed));
        peer.expect("gone");
    }

    private void walk() {
        echoesOfOurs();
        echoesOfTheirs();
        halfClosed();
        resets();
        pings();
        many();
        assertFalse(peer.recorder.closed.isDone());
        Waiting.until(peer.connection.budget()::reserved, 0);
    }

    private void echoesOfOurs() {
        byte[] bytes = new byte[LARGE];
        new Random(3).nextBytes(bytes);
        Channel channel = peer.connection.open(false);
        CompletableFuture<byte[]> echoed = Recorder.all(channel);
        channel.write(ByteBuffer.wrap(new byte[] {'e'}));
        channel.write(ByteBuffer.wrap(bytes));
        channel.end();
        assertArrayEquals(bytes, Waiting.on(echoed));
        peer.expect("served");
    }

    private void echoesOfTheirs() {
        peer.order("echo " + LARGE);
        peer.expect("echoed " + LARGE + " 0");
        peer.recorder.nextOpened();
    }

    /** They end first, and still take what we send. */
    private void halfClosed() {
        Channel channel = peer.connection.open(false);
        CompletableFuture<byte[]> nothing = Recorder.all(channel);
        channel.write(ByteBuffer.wrap(new byte[] {'k'}));
        assertEquals(0, Waiting.on(nothing).length);
        Waiting.on(channel.write(ByteBuffer.allocate(100_000)));
        channel.end();
        peer.expect("kept 100000");
        peer.expect("served");
    }

    private void resets() {
        Channel theirs = peer.connection.open(false);
        CompletableFuture<byte[]> broken = Recorder.all(theirs);
        theirs.write(ByteBuffer.wrap(new byte[] {'r'}));
        peer.expect("did reset");
        Waiting.failure(LinkClosedException.class, broken);

        peer.order("reset");
        peer.expect("did reset");
        Channel came = peer.recorder.nextOpened();
        Waiting.until(
                () -> came.write(ByteBuffer.allocate(0)).toCompletableFuture().isCompletedExceptionally(), true);

        Channel ours = peer.connection.open(false);
        CompletableFuture<byte[]> first = new CompletableFuture<>();
        ours.read(Runnable::run, new FirstBytes(first));
        ours.write(ByteBuffer.wrap("ehello".getBytes(StandardCharsets.UTF_8)));
        Waiting.on(first);
        ours.reset();
        peer.expect("broke");
    }

    private void pings() {
        assertTrue(!Waiting.on(peer.connection.ping()).isNegative());
        assertTrue(!Waiting.on(peer.connection.ping()).isNegative());
        peer.order("ping");
        peer.expect("pinged true");
    }

    private void many() {
        List<CompletableFuture<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < Limits.CHANNELS; i++) {
            Channel channel = peer.connection.open(false);
            all.add(Recorder.all(channel));
            channel.write(ByteBuffer.wrap(("e" + i).getBytes(StandardCharsets.UTF_8)));
            channel.end();
        }
        for (int i = 0; i < all.size(); i++) {
            assertEquals(String.valueOf(i), new String(Waiting.on(all.get(i)), StandardCharsets.UTF_8));
            peer.expect("served");
        }
        Waiting.until(peer.connection.budget()::reserved, 0);
        peer.order("many " + Limits.CHANNELS);
        peer.expect("many " + Limits.CHANNELS);
        for (int i = 0; i < Limits.CHANNELS; i++) {
            peer.recorder.nextOpened();
        }
    }
}
