package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.transport.Channel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Opening, ending, pings and closing, frame by frame. */
final class YamuxConnectionTest {
    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Header window(int flags, int streamId, long delta) {
        return new Header(Header.WINDOW_UPDATE, flags, streamId, delta);
    }

    @Test
    void openingSendsTheFirstDataAtOnce() {
        Desk desk = Desk.dialling();
        Channel channel = desk.connection.open(false);
        assertEquals(List.of(), desk.sent());
        channel.write(bytes("hello"));
        channel.write(bytes(" there"));
        List<Frame> sent = desk.sent();
        assertEquals(1, sent.size());
        assertEquals(new Header(Header.DATA, Header.SYN, 1, 11), sent.get(0).header());
        assertEquals("hello there", sent.get(0).text());
        channel.write(bytes("more"));
        assertEquals(List.of(new Header(Header.DATA, 0, 1, 4)), desk.sentHeaders());
    }

    @Test
    void whoDialsUsesOddIdsAndWhoIsDialledEvenOnes() {
        for (boolean dialled : new boolean[] {true, false}) {
            Desk desk = new Desk(dialled, channel -> {});
            for (int i = 0; i < 3; i++) {
                desk.connection.open(false).write(bytes("x"));
            }
            int first = dialled ? 1 : 2;
            assertEquals(
                    List.of(first, first + 2, first + 4),
                    desk.sentHeaders().stream().map(Header::streamId).toList());
        }
    }

    @Test
    void idsAreGivenInTheOrderOfTheFirstWrites() {
        Desk desk = Desk.dialling();
        Channel early = desk.connection.open(false);
        Channel late = desk.connection.open(false);
        late.write(bytes("b"));
        early.write(bytes("a"));
        assertEquals(List.of("b", "a"), desk.sent().stream().map(Frame::text).toList());
    }

    @Test
    void aChannelThatComesIsAcknowledged() {
        Desk desk = Desk.dialled();
        desk.receive(Frame.window(Header.SYN, 1, 0));
        assertEquals(List.of(window(Header.ACK, 1, 0)), desk.sentHeaders());
        assertEquals(1, desk.came.size());
    }

    @Test
    void anAnswerCarriesTheAcknowledgement() {
        Desk desk = Desk.dialled(Recorder::echo);
        desk.receive(Frame.data(Header.SYN, 1, "hello"));
        List<Frame> sent = desk.sent();
        assertEquals(
                List.of(new Header(Header.DATA, Header.ACK, 1, 5)),
                sent.stream().map(Frame::header).toList());
        assertEquals("hello", sent.get(0).text());
    }

    @Test
    void aWindowUpdateThatOpensWidens() {
        Desk desk = Desk.dialled();
        desk.receive(Frame.window(Header.SYN, 1, 1_000_000));
        desk.came.get(0).write(ByteBuffer.allocate(2_000_000));
        int sent = desk.sent().stream().mapToInt(frame -> frame.body().length).sum();
        assertEquals(Limits.FIRST_WINDOW + 1_000_000, sent);
    }

    @Test
    void sixtyFourMayComeInOneFlight() {
        Desk desk = Desk.dialled();
        desk.receive(syns(1, 64));
        List<Header> sent = desk.sentHeaders();
        assertEquals(64, sent.stream().filter(header -> header.has(Header.ACK)).count());
        assertEquals(64, sent.size());
        assertEquals(64, desk.came.size());
    }

    @Test
    void moreThanAllowedAreReset() {
        Desk desk = Desk.dialled();
        desk.connection.allow(4);
        desk.receive(syns(1, 5));
        assertEquals(4, desk.came.size());
        assertTrue(desk.sentHeaders().contains(window(Header.RST, 9, 0)));
        desk.receive(Frame.data(0, 9, "for nobody"));
        assertFalse(desk.recorder.closed.isDone());
        desk.receive(Frame.window(Header.RST, 1, 0), Frame.window(Header.SYN, 11, 0));
        assertTrue(desk.sentHeaders().contains(window(Header.RST, 11, 0)), "its place is free when the turn is over");
        desk.receive(Frame.window(Header.SYN, 13, 0));
        assertEquals(List.of(window(Header.ACK, 13, 0)), desk.sentHeaders());
    }

    private static Frame[] syns(int firstId, int count) {
        Frame[] frames = new Frame[count];
        for (int i = 0; i < count; i++) {
            frames[i] = Frame.window(Header.SYN, firstId + 2 * i, 0);
        }
        return frames;
    }

    @Test
    void aFloodOfOpeningsIsAnsweredAsLongAsTheAnswersAreRead() {
        Desk desk = Desk.dialled();
        desk.receive(syns(1, 2_000));
        assertFalse(desk.recorder.closed.isDone());
        List<Header> sent = desk.sentHeaders();
        assertEquals(64, desk.came.size());
        assertEquals(
                2_000 - 64,
                sent.stream().filter(header -> header.has(Header.RST)).count());
    }

    @Test
    void andEndsTheConnectionWhenTheyAreNot() {
        Desk desk = Desk.dialled();
        desk.writable(false);
        desk.receive(syns(1, 64 + Limits.ANSWERS));
        desk.receive(syns(1001, 1));
        assertEquals(List.of(new Header(Header.GO_AWAY, 0, 0, Header.PROTOCOL_ERROR)), desk.sentHeaders());
    }

    @Test
    void oursWaitUntilSomeAreAcknowledged() {
        Desk desk = Desk.dialling();
        Channel[] channels = new Channel[40];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = desk.connection.open(false);
            channels[i].write(bytes("x"));
        }
        assertEquals(Limits.UNACKNOWLEDGED, desk.sent().size());
        desk.receive(Frame.window(Header.ACK, 1, 0), Frame.window(Header.ACK, 1, 0));
        assertEquals(
                List.of(65), desk.sentHeaders().stream().map(Header::streamId).toList());
    }

    @Test
    void whoGivesUpWhileItWaitsHoldsUpNobody() {
        Desk desk = Desk.dialling();
        for (int i = 0; i < Limits.UNACKNOWLEDGED; i++) {
            desk.connection.open(false).write(bytes("x"));
        }
        for (int i = 0; i < 200; i++) {
            Channel given = desk.connection.open(false);
            given.write(bytes("up"));
            desk.sent();
            given.reset();
            desk.sent();
        }
        Channel last = desk.connection.open(false);
        last.write(bytes("last"));
        assertEquals(List.of(), desk.sent());
        desk.receive(Frame.window(Header.ACK, 1, 0));
        assertEquals(List.of("last"), desk.sent().stream().map(Frame::text).toList());
    }

    @Test
    void aRefusedOpeningMakesRoomForTheNext() {
        Desk desk = Desk.dialling();
        for (int i = 0; i < Limits.UNACKNOWLEDGED + 1; i++) {
            desk.connection.open(false).write(bytes("x"));
        }
        desk.sent();
        desk.receive(Frame.window(Header.RST, 1, 0));
        assertEquals(1, desk.sent().size());
    }

    @Test
    void asManyChannelsAsThereMayBeAndNoMore() {
        Desk desk = Desk.dialling();
        for (int i = 0; i < Limits.CHANNELS; i++) {
            desk.connection.open(false);
        }
        LinkClosedException full = assertThrows(LinkClosedException.class, () -> desk.connection.open(false));
        assertTrue(full.getMessage().contains("64"), full.getMessage());
    }

    @Test
    void aResetBeforeTheFirstWriteIsNotSent() {
        Desk desk = Desk.dialling();
        for (int i = 0; i < 200; i++) {
            desk.connection.open(false).reset();
            assertEquals(List.of(), desk.sent());
        }
    }

    @Test
    void eachDirectionEndsByItself() {
        Desk desk = Desk.dialling();
        Channel channel = desk.connection.open(false);
        CompletableFuture<byte[]> all = Recorder.all(channel);
        channel.write(bytes("question"));
        channel.end();
        assertEquals(List.of(new Header(Header.DATA, Header.SYN, 1, 8), window(Header.FIN, 1, 0)), desk.sentHeaders());
        desk.receive(Frame.data(Header.ACK, 1, "an"), Frame.data(Header.FIN, 1, "swer"));
        assertEquals("answer", new String(all.join(), StandardCharsets.UTF_8));
        desk.receive(Frame.data(0, 1, "late")); // it has gone: dropped
        assertEquals(List.of(), desk.sent());
        assertFalse(desk.recorder.closed.isDone());
    }

    @Test
    void anEndWithoutDataOpensAndEnds() {
        Desk desk = Desk.dialling();
        desk.connection.open(false).end();
        assertEquals(List.of(window(Header.SYN | Header.FIN, 1, 0)), desk.sentHeaders());
    }

    @Test
    void bytesAfterTheEndResetTheChannelOnly() {
        Desk desk = Desk.dialled();
        desk.receive(Frame.data(Header.SYN | Header.FIN, 1, "x"), Frame.data(0, 1, "y"));
        assertTrue(desk.sentHeaders().contains(window(Header.RST, 1, 0)));
        assertFalse(desk.recorder.closed.isDone());
    }

    @Test
    void aResetFromThereEndsBothDirections() {
        Desk desk = Desk.dialling();
        Channel channel = desk.connection.open(false);
        CompletableFuture<byte[]> all = Recorder.all(channel);
        channel.write(bytes("x"));
        desk.sent();
        desk.receive(Frame.window(Header.RST, 1, 0));
        Waiting.failure(LinkClosedException.class, all);
        Waiting.failure(LinkClosedException.class, channel.write(bytes("y")));
        assertEquals(List.of(), desk.sent());
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void aResetFromHereIsSaidOnce() {
        Desk desk = Desk.dialled();
        desk.receive(Frame.data(Header.SYN, 1, 10_000));
        desk.sent();
        desk.came.get(0).reset();
        desk.came.get(0).reset();
        assertEquals(List.of(window(Header.RST, 1, 0)), desk.sentHeaders());
        assertEquals(0, desk.heldBytes());
        desk.receive(Frame.data(0, 1, 10_000));
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void framesForUnknownChannelsAreDropped() {
        Desk desk = Desk.dialled(Recorder::echo);
        desk.receive(
                Frame.data(0, 77, 5_000),
                Frame.window(0, 77, 9),
                Frame.window(Header.ACK, 2, 0),
                Frame.window(Header.RST, 4, 0),
                Frame.data(Header.SYN, 1, "alive"));
        assertEquals(List.of("alive"), desk.sent().stream().map(Frame::text).toList());
    }

    @Test
    void onePingAtATimeIsAnswered() {
        Desk desk = Desk.dialled();
        desk.receive(Frame.ping(Header.SYN, 7), Frame.ping(Header.SYN, 8), Frame.ping(Header.SYN, 9));
        assertEquals(List.of(new Header(Header.PING, Header.ACK, 0, 7)), desk.sentHeaders());
        desk.receive(Frame.ping(Header.SYN, 10));
        assertEquals(List.of(new Header(Header.PING, Header.ACK, 0, 10)), desk.sentHeaders());
    }

    @Test
    void aFloodOfPingsCostsOneAnswer() {
        Desk desk = Desk.dialled();
        desk.writable(false);
        for (int i = 0; i < 10_000; i++) {
            desk.receive(Frame.ping(Header.SYN, i));
        }
        assertEquals(List.of(), desk.sent());
        desk.writable(true);
        assertEquals(1, desk.sent().size());
        assertFalse(desk.recorder.closed.isDone());
    }

    @Test
    void aPingTellsHowLongItTook() {
        Desk desk = Desk.dialling();
        CompletableFuture<Duration> took = desk.connection.ping().toCompletableFuture();
        long value = desk.sentHeaders().get(0).length();
        desk.nanos += 12_000;
        desk.receive(Frame.ping(Header.ACK, value));
        assertEquals(Duration.ofNanos(12_000), took.join());
    }

    @Test
    void aNewChannelCostsNoPing() {
        Desk desk = Desk.dialled(Recorder::echo);
        desk.receive(Frame.data(Header.SYN, 1, "small"));
        assertTrue(desk.sentHeaders().stream().noneMatch(header -> header.type() == Header.PING));
    }

    @Test
    void whoSaysThatItGoesAwayGetsWhatWasWrittenAndAGoodbye() {
        Desk desk = Desk.dialling();
        desk.connection.open(false).write(bytes("still"));
        desk.receive(Frame.goAway(Header.NORMAL));
        List<Frame> sent = desk.sent();
        assertEquals("still", sent.get(0).text());
        assertEquals(Frame.goAway(Header.NORMAL).header(), sent.get(1).header());
        assertEquals(1, desk.goodbyes);
        LinkClosedException closed = assertThrows(LinkClosedException.class, () -> desk.connection.open(false));
        assertTrue(closed.getMessage().contains("closed by the other side"), closed.getMessage());
        desk.cut();
        assertEquals(Optional.empty(), desk.recorder.closed.join());
    }

    @Test
    void whoSaysThatItGoesAwayAndStaysIsCut() {
        Desk desk = Desk.dialling();
        desk.receive(Frame.goAway(Header.NORMAL));
        desk.sleep(Duration.ofSeconds(1));
        assertFalse(desk.socket.isActive());
        assertEquals(Optional.empty(), desk.recorder.closed.join());
    }

    @Test
    void channelsAreToldWhoClosedTheConnection() {
        Desk desk = Desk.dialling();
        CompletableFuture<byte[]> all = Recorder.all(desk.connection.open(false));
        CompletableFuture<Duration> ping = desk.connection.ping().toCompletableFuture();
        desk.receive(Frame.goAway(Header.NORMAL));
        desk.cut();
        String why = Waiting.failure(LinkClosedException.class, all).getMessage();
        assertTrue(why.contains("closed by the other side"), why);
        assertEquals(why, Waiting.failure(LinkClosedException.class, ping).getMessage());
    }

    @Test
    void whoFoundAnErrorInWhatWeSentIsQuoted() {
        Desk desk = Desk.dialling();
        desk.receive(Frame.goAway(Header.PROTOCOL_ERROR));
        desk.cut();
        Throwable cause = desk.recorder.closed.join().orElseThrow();
        assertTrue(cause.getMessage().contains("found an error"), cause.getMessage());
    }

    @Test
    void aCloseSendsWhatWasWrittenThenSaysGoodbye() {
        Desk desk = Desk.dialling();
        Channel channel = desk.connection.open(false);
        channel.write(ByteBuffer.allocate(Limits.FIRST_WINDOW + 10));
        desk.connection.close();
        assertEquals(0, desk.goodbyes);
        int sent = desk.sent().stream().mapToInt(frame -> frame.body().length).sum();
        assertEquals(Limits.FIRST_WINDOW, sent);
        desk.receive(Frame.window(Header.ACK, 1, 10));
        assertEquals(
                List.of(new Header(Header.DATA, 0, 1, 10), new Header(Header.GO_AWAY, 0, 0, Header.NORMAL)),
                desk.sentHeaders());
        assertEquals(1, desk.goodbyes);
        assertTrue(desk.socket.isActive(), "the other side may still send");
        Waiting.failure(LinkClosedException.class, channel.write(bytes("late")));
        desk.cut();
        assertEquals(Optional.empty(), desk.recorder.closed.join());
    }

    @Test
    void aCloseDoesNotWaitForever() {
        Desk desk = Desk.dialling();
        desk.connection.open(false).write(ByteBuffer.allocate(Limits.FIRST_WINDOW + 1));
        desk.connection.close();
        desk.sent();
        desk.sleep(Duration.ofSeconds(1));
        assertFalse(desk.socket.isActive());
        assertEquals(Optional.empty(), desk.recorder.closed.join());
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void afterOurGoodbyeNothingIsAnswered() {
        Desk desk = Desk.dialled();
        desk.connection.close();
        assertEquals(List.of(new Header(Header.GO_AWAY, 0, 0, Header.NORMAL)), desk.sentHeaders());
        desk.receive(syns(1, 1000));
        desk.receive(Frame.ping(Header.SYN, 1));
        assertEquals(List.of(), desk.sent());
        assertEquals(List.of(), desk.came);
        desk.receive(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9});
        assertFalse(desk.socket.isActive());
        assertEquals(Optional.empty(), desk.recorder.closed.join());
    }

    @Test
    void anAbortSaysNothing() {
        Desk desk = Desk.dialling();
        Channel channel = desk.connection.open(false);
        channel.write(bytes("x"));
        desk.sent();
        desk.connection.abort();
        desk.connection.abort();
        assertEquals(List.of(), desk.sent());
        Throwable cause = desk.recorder.closed.join().orElseThrow();
        assertInstanceOf(LinkClosedException.class, cause);
        assertTrue(cause.getMessage().contains("cut here"), cause.getMessage());
        Waiting.failure(LinkClosedException.class, desk.connection.ping());
        assertThrows(LinkClosedException.class, () -> desk.connection.open(false));
    }

    @Test
    void aCutIsToldToChannels() {
        Desk desk = Desk.dialled();
        desk.receive(Frame.data(Header.SYN, 1, 1_000));
        CompletableFuture<byte[]> all = Recorder.all(desk.came.get(0));
        CompletableFuture<Void> waiting =
                desk.came.get(0).write(ByteBuffer.allocate(1_000_000)).toCompletableFuture();
        desk.cut();
        Waiting.failure(LinkClosedException.class, all);
        Waiting.failure(LinkClosedException.class, waiting);
        assertTrue(desk.recorder.closed.join().isPresent());
        assertEquals(0, desk.heldBytes());
    }

    @Test
    void aListenerThatThrowsCostsOnlyItsChannel() {
        Desk desk = Desk.dialled(channel -> {
            throw new IllegalStateException("made for this test");
        });
        desk.receive(Frame.data(Header.SYN, 1, "x"));
        assertTrue(desk.sentHeaders().contains(window(Header.RST, 1, 0)));
        assertFalse(desk.recorder.closed.isDone());
        assertEquals(0, desk.heldBytes());
    }
}
