package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.transport.internal.proto.Farewell;
import dev.parley.transport.internal.proto.Hello;
import dev.parley.transport.internal.proto.LinkFrame;
import dev.parley.transport.internal.proto.StreamError;
import dev.parley.transport.internal.proto.StreamHeader;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each parser of this bundle as a function: what comes in is understood, or is a typed error, and never more than one. */
class ParsersFuzzTest {
    private static final int INPUTS = 100_000;
    private static final ByteString ID = ByteString.copyFrom(new byte[Greeting.ID_BYTES]);
    private static final Greeting HELLO =
            new Greeting("parley", InstanceId.of(new byte[InstanceId.BYTES]), 4711, ID, List.of(ID, ID));

    private final Garbage garbage = new Garbage(7);

    /** What a header reader said. */
    private static final class Told implements HeaderReader.Handler {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void header(ProtocolId protocol, long number) {
            calls.add(protocol + " " + number);
        }

        @Override
        public void broken(ProtocolException why) {
            assertFalse(why.getMessage().isEmpty());
            calls.add(why.getMessage());
        }
    }

    private static Told read(byte[] bytes, int piece) {
        Told told = new Told();
        HeaderReader reader = new HeaderReader(told);
        for (int at = 0; at < bytes.length; at += piece) {
            reader.onBytes(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
        }
        reader.onEnd(Optional.empty());
        return told;
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void aHeaderComesBackAsItWasHoweverItIsCut() {
        ProtocolId longest = new ProtocolId("a".repeat(64), 99_999);
        for (long number : new long[] {0, 1, 127, 128, Long.MAX_VALUE, -1}) {
            byte[] bytes = array(HeaderReader.encode(longest, number));
            assertTrue(bytes.length <= 1 + HeaderReader.MOST_BYTES);
            for (int piece = 1; piece <= bytes.length; piece++) {
                assertEquals(List.of(longest + " " + number), read(bytes, piece).calls);
            }
        }
    }

    @Test
    void whatFollowsAHeaderIsLeftToTheNextReader() {
        ByteBuffer bytes = ByteBuffer.allocate(200)
                .put(HeaderReader.encode(Speaker.TALK, 5))
                .put(Kept.bytes("the rest"))
                .flip();
        Told told = new Told();
        new HeaderReader(told).onBytes(bytes);
        assertEquals(List.of("parley.talk/1 5"), told.calls);
        assertEquals("the rest", StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Test
    void aHeaderHasAMostAndALeast() {
        byte[] most = new byte[1 + HeaderReader.MOST_BYTES];
        most[0] = HeaderReader.MOST_BYTES;
        assertTrue(read(most, 10).calls.get(0).contains("malformed"));
        for (int length : new int[] {0, HeaderReader.MOST_BYTES + 1, 127, 128, 255}) {
            String why = read(new byte[] {(byte) length}, 1).calls.get(0);
            assertTrue(why.contains("at most 96 bytes"), why);
        }
    }

    @Test
    void aStreamThatWasCutBeforeItsHeaderBreaksNoRule() {
        Told told = new Told();
        HeaderReader reader = new HeaderReader(told);
        reader.onBytes(ByteBuffer.wrap(new byte[] {5, 1}));
        reader.onEnd(Optional.of(new IllegalStateException("the cable")));
        assertEquals(List.of(), told.calls);
        assertTrue(read(new byte[] {5, 1}, 2).calls.get(0).contains("ended before its header"));
    }

    @Test
    void headers() {
        byte[] good = array(HeaderReader.encode(Speaker.TALK, 300));
        int understood = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = garbage.of(good);
            Told told = read(bytes, 1 + garbage.below(8));
            assertEquals(1, told.calls.size());
            understood += told.calls.get(0).startsWith("parley.talk/1 ") ? 1 : 0;
        }
        assertTrue(understood > INPUTS / 10 && understood < INPUTS, "understood " + understood);
    }

    @Test
    void headersOfInventedProtocols() {
        String letters = "abc09./-Zé\u0000 ";
        for (int i = 0; i < INPUTS / 10; i++) {
            StringBuilder protocol = new StringBuilder();
            for (int n = garbage.below(12); n > 0; n--) {
                protocol.append(letters.charAt(garbage.below(letters.length())));
            }
            byte[] body = StreamHeader.newBuilder()
                    .setProtocol(protocol.append("/1").toString())
                    .build()
                    .toByteArray();
            byte[] bytes = new byte[1 + body.length];
            bytes[0] = (byte) body.length;
            System.arraycopy(body, 0, bytes, 1, body.length);
            String call = read(bytes, bytes.length).calls.get(0);
            assertTrue(call.equals(protocol + " 0") || call.contains("malformed"), call);
        }
    }

    @Test
    void greetings() throws InvalidProtocolBufferException {
        byte[] good = HELLO.encode().toByteArray();
        int understood = 0;
        for (int i = 0; i < INPUTS; i++) {
            Hello hello;
            try {
                hello = Hello.parseFrom(garbage.of(good));
            } catch (InvalidProtocolBufferException malformed) {
                continue;
            }
            try {
                Greeting greeting = Greeting.decode(hello);
                assertEquals(
                        greeting,
                        Greeting.decode(Hello.parseFrom(greeting.encode().toByteArray())));
                understood++;
            } catch (ProtocolException expected) {
                assertFalse(expected.getMessage().isEmpty());
            }
        }
        assertTrue(understood > INPUTS / 20 && understood < INPUTS, "understood " + understood);
    }

    private static String refused(Hello.Builder hello) {
        return assertThrows(ProtocolException.class, () -> Greeting.decode(hello.build()))
                .getMessage();
    }

    @Test
    void aGreetingIsRefusedForEachThingThatIsWrong() {
        assertEquals(HELLO, Greeting.decode(HELLO.encode()));
        assertTrue(refused(HELLO.encode().toBuilder()
                        .clearVersions()
                        .addVersions(7)
                        .addVersions(9))
                .contains("speaks parley.link/[7, 9]; this one speaks 1"));
        Greeting.decode(HELLO.encode().toBuilder().addVersions(2).build());
        Hello.Builder many = HELLO.encode().toBuilder();
        for (int version = 2; version <= 11; version++) {
            many.addVersions(version);
        }
        assertTrue(refused(many).contains("too long"));
        Hello.Builder known = HELLO.encode().toBuilder();
        while (known.getKnownLinksCount() <= Greeting.MOST_KNOWN) {
            known.addKnownLinks(ID);
        }
        assertTrue(refused(known).contains("too long"));
        for (String realm : List.of("", "a\u001b", "x".repeat(64), "a\u202eb")) {
            assertTrue(refused(HELLO.encode().toBuilder().setRealm(realm)).contains("malformed"));
        }
        assertTrue(refused(HELLO.encode().toBuilder().setListeningPort(65_536)).contains("malformed"));
        assertTrue(refused(HELLO.encode().toBuilder().setListeningPort(-1)).contains("malformed"));
        ByteString tooLong = ByteString.copyFrom(new byte[17]);
        assertTrue(refused(HELLO.encode().toBuilder().setInstanceId(tooLong)).contains("malformed"));
        assertTrue(refused(HELLO.encode().toBuilder().setLinkId(tooLong)).contains("malformed"));
    }

    @Test
    void noMoreIsSaidToBeKnownThanIsTaken() {
        Greeting many = new Greeting("parley", HELLO.instance(), 0, ID, Collections.nCopies(40, ID));
        assertEquals(Greeting.MOST_KNOWN, Greeting.decode(many.encode()).known().size());
    }

    /** Frames as a control stream reads them, up to the first that breaks it. */
    private int frames(LinkFrame good) {
        byte[] bytes = array(Messages.encode(good));
        int understood = 0;
        for (int i = 0; i < INPUTS; i++) {
            Broken stream = new Broken();
            List<LinkFrame> frames = new ArrayList<>();
            MessageReader<LinkFrame> reader =
                    new MessageReader<>(stream, LinkFrame.parser(), Control.MOST_BYTES, new MessageReader.Handler<>() {
                        @Override
                        public void message(LinkFrame frame) {
                            frames.add(frame);
                        }

                        @Override
                        public void ended(Optional<Throwable> failure) {
                            stream.ends++;
                        }
                    });
            reader.onBytes(ByteBuffer.wrap(garbage.of(bytes)));
            reader.onEnd(Optional.empty());
            assertEquals(1, stream.ends);
            assertTrue(stream.failures.size() <= 1);
            understood += frames.isEmpty() ? 0 : 1;
        }
        return understood;
    }

    @Test
    void hellosOnTheControlStream() {
        assertTrue(frames(LinkFrame.newBuilder().setHello(HELLO.encode()).build()) > INPUTS / 10);
    }

    @Test
    void errorsOnTheControlStream() {
        StreamError error = StreamError.newBuilder()
                .setNumber(3)
                .setOpenedByYou(true)
                .setDetail("a reason")
                .build();
        assertTrue(frames(LinkFrame.newBuilder().setStreamError(error).build()) > INPUTS / 10);
    }

    @Test
    void farewellsOnTheControlStream() {
        Farewell farewell = Farewell.newBuilder().setReason("they signed out").build();
        assertTrue(frames(LinkFrame.newBuilder().setFarewell(farewell).build()) > INPUTS / 10);
    }
}
