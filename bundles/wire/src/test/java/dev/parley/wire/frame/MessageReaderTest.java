package dev.parley.wire.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.wire.internal.proto.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    private static final int MOST = 200;

    private final FakeStream stream = new FakeStream();
    private final List<Envelope> got = new ArrayList<>();
    private final List<Optional<Throwable>> ended = new ArrayList<>();
    private RuntimeException toThrow;
    private final MessageReader<Envelope> reader =
            new MessageReader<>(stream, Envelope.parser(), MOST, new MessageReader.Handler<>() {
                @Override
                public void message(Envelope message) {
                    got.add(message);
                    if (toThrow != null) {
                        throw toThrow;
                    }
                }

                @Override
                public void ended(Optional<Throwable> failure) {
                    ended.add(failure);
                }
            });

    private static Envelope message(int payload) {
        return Envelope.newBuilder()
                .setSequence(payload)
                .setPayload(ByteString.copyFrom(new byte[payload]))
                .build();
    }

    private void feed(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        reader.onBytes(ByteBuffer.wrap(array));
    }

    private void assertBroken(String part) {
        assertEquals(1, stream.failures);
        assertTrue(stream.failure.getMessage().contains(part), stream.failure.getMessage());
        assertTrue(stream.failure.getMessage().contains("parley.test/1"), stream.failure.getMessage());
        assertEquals(1, ended.size());
        assertSame(stream.failure, ended.get(0).orElseThrow());
        int before = got.size();
        reader.onBytes(Messages.encode(message(1)));
        reader.onEnd(Optional.empty());
        assertEquals(before, got.size());
        assertEquals(1, ended.size(), "ended is the last call");
    }

    @Test
    void messagesComeHoweverTheBytesAreCut() {
        List<Envelope> sent = List.of(message(0), message(1), message(127), message(128), message(150));
        sent.forEach(message ->
                assertTrue(Messages.send(stream, message).toCompletableFuture().isDone()));
        byte[] all = stream.written.toByteArray();
        for (int piece = 1; piece <= all.length; piece++) {
            got.clear();
            for (int from = 0; from < all.length; from += piece) {
                reader.onBytes(ByteBuffer.wrap(all, from, Math.min(piece, all.length - from)));
            }
            assertEquals(sent, got);
        }
        reader.onEnd(Optional.empty());
        assertEquals(List.of(Optional.empty()), ended);
        assertNull(stream.failure);
    }

    @Test
    void emptyMessagesAreMessages() {
        feed(0, 0);
        assertEquals(List.of(Envelope.getDefaultInstance(), Envelope.getDefaultInstance()), got);
    }

    @Test
    void theCapIsExact() {
        feed(0x80 | MOST & 0x7f, MOST >> 7);
        assertEquals(0, stream.failures);
        reader.onEnd(Optional.empty());
        assertBroken("cut off");
    }

    @Test
    void pastTheCapBreaks() {
        feed(0x80 | (MOST + 1) & 0x7f, (MOST + 1) >> 7);
        assertBroken("at most 200");
    }

    @Test
    void theLargestLengthAllocatesNothing() {
        feed(0xff, 0xff, 0xff, 0xff, 0x7f);
        assertBroken("at most 200");
    }

    @Test
    void aLengthWithoutEndBreaks() {
        feed(0x80, 0x80, 0x80, 0x80, 0x80);
        assertBroken("malformed");
    }

    @Test
    void malformedMessagesBreak() {
        feed(2, 0xff, 0xff);
        assertBroken("malformed");
    }

    @Test
    void cutOffInTheLengthOrTheMessageBreaks() {
        feed(0x81);
        reader.onEnd(Optional.empty());
        assertBroken("cut off");
    }

    @Test
    void aBrokenLinkIsNotTheProtocolsFault() {
        feed(5, 1);
        IOException lost = new IOException("lost");
        reader.onEnd(Optional.of(lost));
        assertEquals(List.of(Optional.of(lost)), ended);
        assertEquals(0, stream.failures);
    }

    @Test
    void whatTheHandlerRefusesBreaks() {
        toThrow = new ProtocolException("parley.test/1: not now");
        feed(0, 0);
        assertEquals(1, got.size());
        assertBroken("not now");
    }

    @Test
    void whatTheHandlerCannotUseBreaks() {
        toThrow = new IllegalArgumentException("no peer name");
        feed(0, 0);
        assertEquals(1, got.size());
        assertSame(toThrow, stream.failure.getCause());
        assertBroken("cannot be used");
    }

    @Test
    void unknownFieldsAreTolerated() {
        feed(3, 0xa8, 0x06, 0x01);
        assertEquals(1, got.size());
        assertEquals(0, stream.failures);
    }

    @Test
    void fuzz() {
        Random random = new Random(1);
        for (int i = 0; i < 120_000; i++) {
            MessageReaderTest one = new MessageReaderTest();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int n = random.nextInt(3); n > 0; n--) {
                bytes.writeBytes(Messages.encode(message(random.nextInt(40))).array());
            }
            byte[] noise = new byte[random.nextInt(24)];
            random.nextBytes(noise);
            bytes.writeBytes(noise);
            byte[] input = bytes.toByteArray();
            if (input.length > 0 && random.nextBoolean()) {
                input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int cut = random.nextInt(input.length + 1);
            one.reader.onBytes(ByteBuffer.wrap(input, 0, cut));
            one.reader.onBytes(ByteBuffer.wrap(input, cut, input.length - cut));
            one.reader.onEnd(Optional.empty());
            assertEquals(1, one.ended.size());
            assertEquals(one.ended.get(0).isPresent() ? 1 : 0, one.stream.failures);
            one.ended.get(0).ifPresent(why -> assertNotNull((ProtocolException) why));
        }
    }
}
