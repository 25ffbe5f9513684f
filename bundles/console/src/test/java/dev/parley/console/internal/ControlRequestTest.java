package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlRequestTest {
    private static final int INPUTS = 100_000;

    @Test
    void readsTheTwoForms() {
        assertEquals(Optional.of(new ControlRequest(true, "near")), parse("J near\n"));
        assertEquals(Optional.of(new ControlRequest(false, "say ä \"b\"")), parse("T say ä \"b\""));
        assertEquals(Optional.of(new ControlRequest(false, "")), parse("T \nrest"));
        assertEquals(Optional.empty(), parse("near"));
        assertEquals(Optional.empty(), parse("X near"));
        assertEquals(Optional.empty(), parse("T a\0b"));
        assertEquals(Optional.empty(), ControlRequest.parse(ByteBuffer.wrap(new byte[] {'T', ' ', (byte) 0xff})));
    }

    @Test
    void aRequestOfTheLongestLengthIsTakenAndOneMoreByteIsNot() throws IOException {
        String head = "T ";
        String longest = head + "x".repeat(ControlRequest.MOST_BYTES - head.length());
        assertTrue(serve(longest.getBytes(StandardCharsets.UTF_8)).startsWith("0\n"));
        assertTrue(serve((longest + "x").getBytes(StandardCharsets.UTF_8)).startsWith("2\n"));
    }

    @Test
    void anyBytesAreAnsweredAndNoneAreThrownAt() throws IOException {
        Random random = new Random(11);
        byte[] seed = "J invite \"Right desk\" Chat\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = random.nextBoolean() ? seed.clone() : new byte[random.nextInt(40)];
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            String answer = serve(bytes);
            assertTrue(answer.startsWith("0\n") || answer.startsWith("2\n"), answer);
        }
    }

    private static Optional<ControlRequest> parse(String text) {
        return ControlRequest.parse(StandardCharsets.UTF_8.encode(text));
    }

    private static String serve(byte[] request) throws IOException {
        Loop loop = new Loop(request);
        ControlRequest.serve(
                loop, line -> new CommandLine.Result(0, new Reply(List.of(line.length()), "" + line.length())));
        return loop.answer.toString(StandardCharsets.UTF_8);
    }

    /** A caller that has said all it will say. */
    private static final class Loop implements ByteChannel {
        private final ReadableByteChannel in;
        private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

        Loop(byte[] request) {
            in = Channels.newChannel(new ByteArrayInputStream(request));
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return in.read(into);
        }

        @Override
        public int write(ByteBuffer from) {
            int count = from.remaining();
            byte[] bytes = new byte[count];
            from.get(bytes);
            answer.writeBytes(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            answer.reset();
        }
    }
}
