package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.transport.Channel;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the JavaScript muxer sent to another of its kind ({@code tests/interop-yamux/capture.js}), sent to ours, which takes either
 * place.
 */
final class YamuxGoldenTest {
    private final Map<String, ByteArrayOutputStream> dialler = new LinkedHashMap<>();
    private final Map<String, ByteArrayOutputStream> listener = new LinkedHashMap<>();

    @BeforeEach
    void read() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                YamuxGoldenTest.class.getResourceAsStream("/yamux/js.txt"), StandardCharsets.US_ASCII))) {
            String step = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String rest = line.substring(2);
                if (line.startsWith("# ")) {
                    step = rest;
                    dialler.put(step, new ByteArrayOutputStream());
                    listener.put(step, new ByteArrayOutputStream());
                } else {
                    (line.startsWith("> ") ? dialler : listener)
                            .get(step)
                            .writeBytes(HexFormat.of().parseHex(rest));
                }
            }
        }
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    private static byte[] bodies(List<Frame> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(frame -> all.writeBytes(frame.body()));
        return all.toByteArray();
    }

    private static boolean ends(List<Frame> frames) {
        return frames.get(frames.size() - 1).header().has(Header.FIN);
    }

    @Test
    void itDials() {
        Desk desk = Desk.dialled(Recorder::echo);

        List<Frame> echo = answers(desk, dialler, "echo");
        assertEquals("hello", new String(bodies(echo), StandardCharsets.UTF_8));
        assertTrue(echo.get(0).header().has(Header.ACK));
        assertTrue(ends(echo));

        assertEquals(List.of(Frame.ping(Header.ACK, 0).header()), headers(answers(desk, dialler, "ping")));

        List<Frame> reset = answers(desk, dialler, "reset");
        assertTrue(reset.stream().noneMatch(frame -> frame.header().has(Header.RST)), "a reset is not answered");

        List<Frame> large = answers(desk, dialler, "large");
        assertArrayEquals(pattern(1500), bodies(large));
        assertTrue(ends(large));

        Channel ours = desk.connection.open(false);
        CompletableFuture<byte[]> echoed = Recorder.all(ours);
        ours.write(ByteBuffer.wrap("from the other side".getBytes(StandardCharsets.UTF_8)));
        ours.end();
        assertEquals(2, desk.sent().get(0).header().streamId());
        answers(desk, dialler, "other");
        assertEquals("from the other side", new String(echoed.join(), StandardCharsets.UTF_8));

        CompletableFuture<Duration> ping = desk.connection.ping().toCompletableFuture();
        assertEquals(1, desk.sent().get(0).header().length());
        desk.receive(Frame.ping(Header.ACK, 1)); // theirs answers 0: theirs counts from there
        assertTrue(ping.isDone());

        answers(desk, dialler, "goodbye");
        assertEquals(0, desk.connection.budget().reserved(), "all channels have ended");
        desk.cut();
        assertEquals(Optional.empty(), desk.recorder.closed.join());
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void itIsDialled() {
        Desk desk = new Desk(true, Recorder::echo);

        CompletableFuture<byte[]> echo = send(desk, "hello".getBytes(StandardCharsets.UTF_8));
        answers(desk, listener, "echo");
        assertEquals("hello", new String(echo.join(), StandardCharsets.UTF_8));

        Channel given = desk.connection.open(false);
        CompletableFuture<byte[]> up = Recorder.all(given);
        given.write(ByteBuffer.wrap(new byte[] {'x'}));
        desk.sent();
        answers(desk, listener, "reset");
        given.reset();
        assertTrue(desk.sent().get(0).header().has(Header.RST));
        assertTrue(up.isCompletedExceptionally());

        CompletableFuture<byte[]> large = send(desk, pattern(1500));
        answers(desk, listener, "large");
        assertArrayEquals(pattern(1500), large.join());

        List<Frame> other = answers(desk, listener, "other");
        assertEquals("from the other side", new String(bodies(other), StandardCharsets.UTF_8));
        assertTrue(other.get(0).header().has(Header.ACK));
        assertTrue(ends(other));

        assertEquals(List.of(Frame.ping(Header.ACK, 0).header()), headers(answers(desk, listener, "pong")));
        assertFalse(desk.recorder.closed.isDone());
        assertEquals(0, desk.connection.budget().reserved(), "all channels have ended");
    }

    /** What ours sends is understood by itself, however it is cut. */
    @Test
    void byteByByteItIsTheSame() {
        Desk whole = Desk.dialled(Recorder::echo);
        Desk cut = Desk.dialled(Recorder::echo);
        List<Frame> one = new ArrayList<>();
        List<Frame> other = new ArrayList<>();
        for (String step : List.of("echo", "ping", "large")) {
            one.addAll(answers(whole, dialler, step));
            for (byte some : dialler.get(step).toByteArray()) {
                cut.receive(new byte[] {some});
                other.addAll(cut.sent());
            }
        }
        assertArrayEquals(bodies(one), bodies(other));
        assertEquals(0, cut.connection.budget().reserved());
        assertEquals(0, cut.heldBytes());
    }

    private static CompletableFuture<byte[]> send(Desk desk, byte[] bytes) {
        Channel channel = desk.connection.open(false);
        CompletableFuture<byte[]> all = Recorder.all(channel);
        channel.write(ByteBuffer.wrap(bytes));
        channel.end();
        List<Frame> sent = desk.sent();
        assertTrue(sent.get(0).header().has(Header.SYN));
        assertTrue(ends(sent));
        return all;
    }

    private static List<Frame> answers(Desk desk, Map<String, ByteArrayOutputStream> from, String step) {
        desk.receive(from.get(step).toByteArray());
        return desk.sent();
    }

    private static List<Header> headers(List<Frame> frames) {
        return frames.stream().map(Frame::header).toList();
    }
}
