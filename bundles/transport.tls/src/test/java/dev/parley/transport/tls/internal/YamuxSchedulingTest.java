package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.StreamReader;
import dev.parley.spi.transport.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and how much may go. */
final class YamuxSchedulingTest {
    private static final int FULL = Limits.FRAME - Header.BYTES;

    private static List<Integer> ids(List<Frame> frames) {
        return frames.stream().map(frame -> frame.header().streamId()).toList();
    }

    private static int bytes(List<Frame> frames) {
        return frames.stream().mapToInt(frame -> frame.body().length).sum();
    }

    @Test
    void channelsTakeTurnsAFrameEach() {
        Desk desk = Desk.dialling();
        for (int frames : new int[] {3, 2, 1}) {
            desk.connection.open(false).write(ByteBuffer.allocate(frames * FULL));
        }
        List<Frame> sent = desk.sent();
        assertEquals(List.of(1, 3, 5, 1, 3, 1), ids(sent));
        assertTrue(sent.stream().allMatch(frame -> frame.encode().length == Limits.FRAME));
    }

    @Test
    void controlGoesFirst() {
        Desk desk = Desk.dialling();
        Channel bulk = desk.connection.open(false);
        Channel control = desk.connection.open(true);
        bulk.write(ByteBuffer.allocate(2 * FULL));
        control.write(ByteBuffer.allocate(2 * FULL));
        assertEquals(List.of(1, 1, 3, 3), ids(desk.sent()), "the control channel was the first to open");
    }

    @Test
    void controlThatComesLaterOvertakes() {
        Desk desk = Desk.dialling();
        Channel bulk = desk.connection.open(false);
        desk.writable(false);
        bulk.write(ByteBuffer.allocate(8 * FULL));
        assertEquals(List.of(), desk.sent());
        Channel control = desk.connection.open(true);
        control.write(ByteBuffer.allocate(10));
        desk.writable(true);
        List<Frame> sent = desk.sent();
        assertEquals(10, sent.get(0).body().length);
        assertEquals(9, sent.size());
    }

    @Test
    void aSmallMessageWaitsForOneFrameOfATransfer() {
        Desk desk = Desk.dialling();
        Channel bulk = desk.connection.open(false);
        Channel chat = desk.connection.open(false);
        chat.write(ByteBuffer.allocate(1));
        desk.sent();
        desk.writable(false);
        bulk.write(ByteBuffer.allocate(10 * FULL));
        chat.write(ByteBuffer.allocate(256));
        desk.writable(true);
        assertEquals(256, desk.sent().get(1).body().length);
    }

    @Test
    void answersAndCreditGoBeforeData() {
        Desk desk = Desk.dialled(Recorder::echo);
        desk.writable(false);
        desk.receive(
                Frame.data(Header.SYN, 1, Limits.FIRST_WINDOW), Frame.ping(Header.SYN, 5), Frame.window(0, 1, 1 << 20));
        desk.writable(true);
        List<Header> sent = desk.sentHeaders();
        assertEquals(new Header(Header.PING, Header.ACK, 0, 5), sent.get(0));
        // with the first credit goes a ping of our own, to learn how far away the other side is
        assertEquals(
                List.of(Header.PING, Header.WINDOW_UPDATE, Header.PING, Header.DATA),
                sent.stream().limit(4).map(Header::type).toList());
    }

    @Test
    void whoHasNoWindowDoesNotHoldUpOthers() {
        Desk desk = Desk.dialling();
        Channel stuck = desk.connection.open(false);
        stuck.write(ByteBuffer.allocate(Limits.FIRST_WINDOW + 100));
        assertEquals(Limits.FIRST_WINDOW, bytes(desk.sent()));
        desk.connection.open(false).write(ByteBuffer.allocate(7));
        assertEquals(List.of(3), ids(desk.sent()));
        desk.receive(Frame.window(Header.ACK, 1, 60));
        assertEquals(60, bytes(desk.sent()));
        desk.receive(Frame.window(0, 1, 60));
        assertEquals(40, bytes(desk.sent()));
    }

    @Test
    void manySmallWritesOfOneTurnAreOneFrame() {
        Desk desk = Desk.dialled(channel -> {});
        desk.receive(Frame.window(Header.SYN, 1, 0));
        desk.sent();
        for (int i = 0; i < 50; i++) {
            desk.came.get(0).write(ByteBuffer.allocate(256));
        }
        assertEquals(
                List.of(50 * 256),
                desk.sent().stream().map(frame -> frame.body().length).toList());
    }

    @Test
    void aWriterWaitsWhenItsChannelHoldsMuchAndGoesOnLater() {
        Desk desk = Desk.dialling();
        desk.writable(false);
        Channel channel = desk.connection.open(false);
        CompletableFuture<Void> room =
                channel.write(ByteBuffer.allocate(Limits.QUEUE + 1)).toCompletableFuture();
        assertFalse(room.isDone());
        desk.writable(true);
        assertTrue(room.isDone());
    }

    @Test
    void aWriterWhoWritesOnWhenThereIsRoomIsServed() {
        Desk desk = Desk.dialling();
        Channel channel = desk.connection.open(false);
        int[] left = {8};
        writeOn(channel, left);
        int sent = bytes(desk.sent());
        while (left[0] > 0 || sent < 8 * 100_000) {
            desk.receive(Frame.window(Header.ACK, 1, 50_000));
            int more = bytes(desk.sent());
            assertTrue(more > 0, "stuck after " + sent);
            sent += more;
        }
        assertEquals(8 * 100_000, sent);
    }

    private static void writeOn(Channel channel, int[] left) {
        if (left[0]-- > 0) {
            var unused = channel.write(ByteBuffer.allocate(100_000)).thenRun(() -> writeOn(channel, left));
        }
    }

    @Test
    void theWindowOfAFastReaderGrowsToFourMebibytes() {
        Desk desk = Desk.dialled(Recorder::swallow);
        desk.nanos = 1_000_000;
        desk.receive(Frame.window(Header.SYN, 1, 0));
        long allowed = Limits.FIRST_WINDOW;
        long granted = 0;
        for (int i = 0; i < 2_000; i++) {
            int length = (int) Math.min(allowed, 64 * 1024);
            assertTrue(length > 0, "no credit came");
            desk.nanos += 10;
            desk.receive(Frame.data(0, 1, length));
            allowed -= length;
            for (Header header : desk.sentHeaders()) {
                if (header.type() == Header.PING) {
                    desk.nanos += 100_000;
                    desk.receive(Frame.ping(Header.ACK, header.length()));
                } else {
                    allowed += header.length();
                    granted += header.length();
                }
            }
            assertTrue(allowed <= Limits.LARGEST_WINDOW, "allowed " + allowed);
        }
        assertTrue(allowed > Limits.LARGEST_WINDOW / 2 - 64 * 1024, "allowed " + allowed + " of " + granted);
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void theWindowOfASlowReaderStays() {
        Desk desk = Desk.dialled(Recorder::swallow);
        desk.receive(Frame.window(Header.SYN, 1, 0));
        desk.sent();
        for (int i = 0; i < 50; i++) {
            desk.nanos += 1_000_000_000;
            desk.receive(Frame.data(0, 1, Limits.FIRST_WINDOW / 2));
            for (Header header : desk.sentHeaders()) {
                if (header.type() == Header.PING) {
                    desk.nanos += 1000;
                    desk.receive(Frame.ping(Header.ACK, header.length()));
                } else {
                    assertEquals(Limits.FIRST_WINDOW / 2, header.length());
                }
            }
        }
    }

    @Test
    void whoDoesNotReadCostsItsWindowAndOthersGoOn() {
        ArrayDeque<Runnable> never = new ArrayDeque<>();
        Desk desk = Desk.dialled(channel -> {
            if (never.isEmpty()) {
                channel.read(never::add, new Silent());
            } else {
                Recorder.echo(channel);
            }
        });
        desk.receive(Frame.window(Header.SYN, 1, 0));
        for (int i = 0; i < 16; i++) {
            desk.receive(Frame.data(0, 1, Limits.FRAME));
        }
        desk.sent();
        assertTrue(desk.heldBytes() <= Limits.FIRST_WINDOW + Limits.FRAME, "holds " + desk.heldBytes());
        desk.receive(Frame.data(Header.SYN, 3, "alive"));
        assertEquals(List.of("alive"), desk.sent().stream().map(Frame::text).toList());
        desk.receive(Frame.data(0, 1, 1));
        assertEquals(List.of(new Header(Header.GO_AWAY, 0, 0, Header.PROTOCOL_ERROR)), desk.sentHeaders());
        desk.cut();
        never.forEach(Runnable::run);
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void aResetFreesTheWindowAndWhatWaits() {
        Desk desk = Desk.dialled();
        for (int round = 0; round < 200; round++) {
            int id = 2 * round + 1;
            desk.receive(Frame.data(Header.SYN, id, 50_000));
            desk.came.get(round).write(ByteBuffer.allocate(300_000));
            desk.sent();
            desk.receive(Frame.window(Header.RST, id, 0));
            desk.sent();
            assertEquals(0, desk.heldBytes());
        }
        assertEquals(0, desk.connection.budget().reserved());
    }

    @Test
    void channelsThatEndedBothWaysAreForgotten() {
        Desk desk = Desk.dialled(Recorder::echo);
        for (int round = 0; round < 500; round++) {
            desk.receive(Frame.data(Header.SYN | Header.FIN, 2 * round + 1, "bye"));
            assertEquals("bye", desk.sent().get(0).text());
        }
        assertEquals(0, desk.connection.budget().reserved());
        assertFalse(desk.recorder.closed.isDone());
    }

    @Test
    void whatEndedButWasNotReadKeepsItsPlace() {
        ArrayDeque<Runnable> turns = new ArrayDeque<>();
        Desk desk = Desk.dialled(channel -> {
            channel.read(turns::add, new Silent());
            channel.end();
        });
        desk.receive(Frame.data(Header.SYN | Header.FIN, 1, 1000));
        desk.sent();
        assertEquals(Limits.FIRST_WINDOW, desk.connection.budget().reserved());
        turns.forEach(Runnable::run);
        desk.sent();
        assertEquals(0, desk.connection.budget().reserved());
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void aReaderWhoseExecutorHasStoppedResetsItsChannel() {
        Desk desk = Desk.dialled(channel -> channel.read(
                task -> {
                    throw new java.util.concurrent.RejectedExecutionException("made for this test");
                },
                new Silent()));
        desk.receive(Frame.data(Header.SYN, 1, 1000));
        assertTrue(desk.sentHeaders().stream().anyMatch(header -> header.has(Header.RST)));
        assertEquals(0, desk.heldBytes());
        Waiting.failure(LinkClosedException.class, desk.came.get(0).write(ByteBuffer.allocate(1)));
    }

    private static final class Silent implements StreamReader {
        @Override
        public void onBytes(ByteBuffer bytes) {}

        @Override
        public void onEnd(Optional<Throwable> failure) {}
    }
}
