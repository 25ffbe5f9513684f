package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int ANSWER = 0x8400;
    private static final String[] TYPE = {"_parley", "_tcp", "local"};

    /** Writes messages as others do. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        Message(int flags, int questions, int answers) {
            shorts(0, flags, questions, answers, 0, 0);
        }

        Message shorts(int... values) {
            return write(() -> {
                for (int value : values) {
                    out.writeShort(value);
                }
            });
        }

        Message name(String... labels) {
            return write(() -> {
                for (String label : labels) {
                    out.writeByte(label.length());
                    out.write(label.getBytes(StandardCharsets.US_ASCII));
                }
                out.writeByte(0);
            });
        }

        Message record(int type, int ttl, Consumer<Message> target, String... owner) {
            Message data = new Message(0, 0, 0);
            data.bytes.reset();
            target.accept(data);
            name(owner).shorts(type, 1, ttl >>> Short.SIZE, ttl & 0xffff, data.bytes.size());
            return write(() -> out.write(data.bytes.toByteArray()));
        }

        Message pointer(int ttl, String... target) {
            return record(PTR, ttl, data -> data.name(target), TYPE);
        }

        byte[] done() {
            return bytes.toByteArray();
        }

        private interface Part {
            void write() throws IOException;
        }

        private Message write(Part part) {
            try {
                part.write();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void refused(byte[] message) {
        assertThrows(MalformedException.class, () -> DnsMessage.services(message));
    }

    @Test
    void asksForOurTypeToBeAnsweredAlone() {
        ByteBuffer query = ByteBuffer.wrap(DnsMessage.query());
        assertEquals(1, query.getShort(4));
        query.position(12);
        assertEquals(List.of(TYPE), DnsName.read(query));
        assertEquals(PTR, query.getShort());
        assertEquals((short) 0x8001, query.getShort());
        assertEquals(0, query.remaining());
    }

    @Test
    void aGoodbyeIsARecordWithNoTimeToLive() {
        ByteBuffer goodbye = ByteBuffer.wrap(DnsMessage.goodbye(List.of("parley-1", "parley-2")));
        assertEquals((short) ANSWER, goodbye.getShort(2));
        assertEquals(2, goodbye.getShort(6));
        goodbye.position(12);
        for (int i = 1; i <= 2; i++) {
            assertEquals(List.of(TYPE), DnsName.read(goodbye));
            assertEquals(PTR, goodbye.getShort());
            assertEquals(1, goodbye.getShort());
            assertEquals(0, goodbye.getInt());
            int length = goodbye.getShort();
            int end = goodbye.position() + length;
            assertEquals(List.of("parley-" + i, "_parley", "_tcp", "local"), DnsName.read(goodbye));
            assertEquals(end, goodbye.position());
        }
        assertEquals(0, goodbye.remaining());
        assertEquals(Set.of(), DnsMessage.services(goodbye.array()), "whoever says goodbye is not there");
    }

    @Test
    void aChangeTakesThePlaceOfWhatWasSaidBefore() {
        Map<String, String> entries = Examples.text(2, 7).entries();
        ByteBuffer change = ByteBuffer.wrap(DnsMessage.text("parley-1", entries));
        assertEquals((short) ANSWER, change.getShort(2));
        assertEquals(1, change.getShort(6));
        change.position(12);
        assertEquals(List.of("parley-1", "_parley", "_tcp", "local"), DnsName.read(change));
        assertEquals(TXT, change.getShort());
        assertEquals((short) 0x8001, change.getShort());
        assertTrue(change.getInt() > 0);
        byte[] text = new byte[change.getShort()];
        change.get(text);
        assertEquals(0, change.remaining());
        assertEquals(Optional.of(Examples.text(2, 7)), TxtRecord.parse(text));
        assertEquals(Set.of(), DnsMessage.services(change.array()));
    }

    @Test
    void aServiceOfAnImpossibleNameIsNotWritten() {
        assertThrows(IllegalArgumentException.class, () -> DnsMessage.goodbye(List.of("a".repeat(64))));
    }

    @Test
    void readsWhichServicesAnswer() {
        byte[] answer = new Message(ANSWER, 1, 3)
                .name(TYPE)
                .shorts(PTR, 1)
                .pointer(75, "Anna-1", "_parley", "_tcp", "local")
                .record(TXT, 75, data -> data.name("x"), "Anna-1", "_parley", "_tcp", "local")
                .pointer(75, "bert-2", "_PARLEY", "_tcp", "Local")
                .done();
        assertEquals(Set.of("anna-1", "bert-2"), DnsMessage.services(answer));
    }

    @Test
    void whatIsNotOurTypeIsPassedOver() {
        byte[] answer = new Message(ANSWER, 0, 4)
                .record(PTR, 75, data -> data.name("a", "_http", "_tcp", "local"), "_http", "_tcp", "local")
                .record(PTR, 75, data -> data.name("b", "_parley", "_tcp", "local"), "_parley._tcp", "local")
                .pointer(75, "_parley", "_tcp", "local")
                .pointer(75, "c", "d", "_parley", "_tcp", "local")
                .done();
        assertEquals(Set.of(), DnsMessage.services(answer));
    }

    @Test
    void aQuestionIsNoSignOfLife() {
        byte[] question = new Message(0, 0, 1)
                .pointer(75, "a", "_parley", "_tcp", "local")
                .done();
        refused(question);
    }

    @Test
    void whatIsCutOffOverlongOrEmptyIsRefused() {
        byte[] answer = new Message(ANSWER, 0, 1)
                .pointer(75, "a", "_parley", "_tcp", "local")
                .done();
        for (int length = 0; length < answer.length; length++) {
            refused(Arrays.copyOf(answer, length));
        }
        refused(new byte[DnsMessage.MOST + 1]);
        refused(new Message(ANSWER, 0xffff, 0xffff).done());
        refused(new Message(ANSWER, 0, 1).name(TYPE).shorts(PTR, 1, 0, 75, 1000).done());
    }

    @Test
    void anythingIsReadOrRefused() {
        byte[] answer = new Message(ANSWER, 1, 2)
                .name(TYPE)
                .shorts(PTR, 1)
                .pointer(75, "anna", "_parley", "_tcp", "local")
                .pointer(75, "bert", "_parley", "_tcp", "local")
                .done();
        int taken = Fuzz.run(
                23,
                input -> assertTrue(DnsMessage.services(input).size() <= 2000),
                answer,
                DnsMessage.query(),
                DnsMessage.goodbye(List.of("anna", "bert")));
        assertTrue(taken > 1000, "taken: " + taken);
    }
}
