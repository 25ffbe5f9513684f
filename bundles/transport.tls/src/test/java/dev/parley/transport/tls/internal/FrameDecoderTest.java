package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.api.peer.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes cut anywhere become the same frames. */
final class FrameDecoderTest {
    private static final Frame[] FRAMES = {
        Frame.window(Header.SYN, 1, 0),
        Frame.data(0, 1, "hello"),
        Frame.data(Header.FIN, 1, 0),
        Frame.ping(Header.SYN, 0xffff_ffffL),
        Frame.data(0, 3, 40),
        Frame.goAway(Header.NORMAL)
    };

    @Test
    void wholeFramesAreFound() {
        assertSame(Frame.encode(FRAMES), Integer.MAX_VALUE);
    }

    @Test
    void itDoesNotMatterWhereBytesAreCut() {
        byte[] bytes = Frame.encode(FRAMES);
        for (int size = 1; size < bytes.length; size++) {
            assertSame(bytes, size);
        }
    }

    @Test
    void norWhetherByChance() {
        byte[] bytes = Frame.encode(FRAMES);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Collected collected = new Collected();
            FrameDecoder decoder = new FrameDecoder();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + random.nextInt(20));
                decoder.decode(Unpooled.wrappedBuffer(bytes, at, end - at), collected);
                at = end;
            }
            collected.assertFrames();
        }
    }

    private static void assertSame(byte[] bytes, int size) {
        Collected collected = new Collected();
        FrameDecoder decoder = new FrameDecoder();
        for (int at = 0; at < bytes.length; at += Math.min(size, bytes.length - at)) {
            byte[] piece = Arrays.copyOfRange(bytes, at, at + Math.min(size, bytes.length - at));
            decoder.decode(Unpooled.wrappedBuffer(piece), collected);
        }
        collected.assertFrames();
    }

    @Test
    void aBodyIsPassedOnInPiecesWithoutACopy() {
        Collected collected = new Collected();
        FrameDecoder decoder = new FrameDecoder();
        byte[] bytes = Frame.data(0, 1, 1000).encode();
        decoder.decode(Unpooled.wrappedBuffer(bytes, 0, 500), collected);
        decoder.decode(Unpooled.wrappedBuffer(bytes, 500, bytes.length - 500), collected);
        assertEquals(List.of(488, 512), collected.pieces);
    }

    @Test
    void aHugeLengthCostsNothing() {
        Collected collected = new Collected();
        FrameDecoder decoder = new FrameDecoder();
        byte[] header = new byte[Header.BYTES];
        new Header(Header.DATA, 0, 1, 0xffff_ffffL).set(Unpooled.wrappedBuffer(header), 0);
        decoder.decode(Unpooled.wrappedBuffer(header), collected);
        assertEquals(0xffff_ffffL, collected.headers.get(0).length());
        decoder.decode(Unpooled.wrappedBuffer(new byte[100]), collected);
        assertEquals(List.of(100), collected.pieces);
        assertEquals(0, collected.completed);
    }

    @Test
    void theLengthOfOtherTypesIsNoBody() {
        Collected collected = new Collected();
        new FrameDecoder()
                .decode(
                        Unpooled.wrappedBuffer(
                                Frame.encode(Frame.window(0, 1, 500), Frame.ping(Header.SYN, 7), Frame.goAway(1))),
                        collected);
        assertEquals(3, collected.headers.size());
        assertEquals(List.of(), collected.pieces);
    }

    @Test
    void aSinkThatRefusesIsHeard() {
        FrameSink refusing = new FrameSink() {
            @Override
            public void frame(Header header) {
                throw new ProtocolException("no");
            }

            @Override
            public void body(ByteBuf in, int length, boolean last) {
                throw new AssertionError("no body was asked for");
            }
        };
        ByteBuf in = Unpooled.wrappedBuffer(Frame.data(0, 1, 3).encode());
        assertThrows(ProtocolException.class, () -> new FrameDecoder().decode(in, refusing));
    }

    /** Puts bodies together again. */
    private static final class Collected implements FrameSink {
        private final List<Header> headers = new ArrayList<>();
        private final List<byte[]> bodies = new ArrayList<>();
        private final List<Integer> pieces = new ArrayList<>();
        private ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int completed;

        @Override
        public void frame(Header header) {
            headers.add(header);
        }

        @Override
        public void body(ByteBuf in, int length, boolean last) {
            pieces.add(length);
            byte[] piece = new byte[length];
            in.getBytes(in.readerIndex(), piece);
            body.writeBytes(piece);
            if (last) {
                completed++;
                bodies.add(body.toByteArray());
                body = new ByteArrayOutputStream();
            }
        }

        void assertFrames() {
            assertEquals(Arrays.stream(FRAMES).map(Frame::header).toList(), headers);
            assertEquals(2, completed);
            assertArrayEquals(FRAMES[1].body(), bodies.get(0));
            assertArrayEquals(FRAMES[4].body(), bodies.get(1));
        }
    }
}
