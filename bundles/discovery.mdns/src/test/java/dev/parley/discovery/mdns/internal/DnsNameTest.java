package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsNameTest {
    private static final int POINTER = 0xc0;

    private static byte[] labels(String... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : labels) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] bytes) {
                out.writeBytes(bytes);
            } else {
                out.write((Integer) part);
            }
        }
        return out.toByteArray();
    }

    private static void refused(int at, byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).position(at);
        assertThrows(MalformedException.class, () -> DnsName.read(in));
    }

    @Test
    void readsLabelsAndStopsBehindThem() {
        ByteBuffer in = ByteBuffer.wrap(bytes(labels("Anna", "_parley", "_tcp", "local"), 0, 77));
        assertEquals(List.of("Anna", "_parley", "_tcp", "local"), DnsName.read(in));
        assertEquals(77, in.get());
    }

    @Test
    void theRootHasNoLabels() {
        assertEquals(List.of(), DnsName.read(ByteBuffer.wrap(new byte[1])));
    }

    @Test
    void followsPointersBackAndGoesOnBehindTheFirst() {
        byte[] message = bytes(labels("local"), 0, labels("_tcp"), POINTER, 0, labels("a"), POINTER, 7, 77);
        ByteBuffer in = ByteBuffer.wrap(message).position(14);
        assertEquals(List.of("a", "_tcp", "local"), DnsName.read(in));
        assertEquals(77, in.get());
    }

    @Test
    void pointersThatDoNotGoBackAreRefused() {
        refused(0, bytes(POINTER, 0));
        refused(0, bytes(POINTER, 2, 0));
        refused(2, bytes(POINTER, 2, POINTER, 0));
        refused(2, bytes(labels("a"), POINTER, 0));
    }

    @Test
    void whatIsCutOffOrTooLongIsRefused() {
        refused(0, bytes());
        refused(0, bytes(5, 97, 98));
        refused(0, bytes(1, 97));
        refused(0, bytes(POINTER));
        refused(0, bytes(0x40, 97, 0));
        refused(0, bytes(0x80, 97, 0));
        byte[] longest = labels("a".repeat(DnsName.LABEL_BYTES));
        refused(0, bytes(longest, longest, longest, longest, 0));
    }

    @Test
    void theLongestNameIsRead() {
        String label = "a".repeat(DnsName.LABEL_BYTES);
        byte[] name = bytes(labels(label, label, label), labels("b".repeat(61)), 0);
        assertEquals(4, DnsName.read(ByteBuffer.wrap(name)).size());
    }

    @Test
    void skippingStaysWithinTheMessage() {
        ByteBuffer in = ByteBuffer.wrap(new byte[3]);
        DnsName.skip(in, 2);
        assertThrows(MalformedException.class, () -> DnsName.skip(in, 2));
        assertThrows(MalformedException.class, () -> DnsName.unsignedShort(in));
    }

    @Test
    void anythingIsReadOrRefused() {
        byte[] good = bytes(labels("local"), 0, labels("_parley", "_tcp"), POINTER, 0, labels("Anna"), POINTER, 7);
        int taken = Fuzz.run(
                17,
                input -> {
                    ByteBuffer in = ByteBuffer.wrap(input);
                    while (in.hasRemaining()) {
                        int before = in.position();
                        List<String> name = DnsName.read(in);
                        assertTrue(in.position() > before && name.size() < 128, "a name moves on, and is short");
                    }
                },
                good);
        assertTrue(taken > 1000, "taken: " + taken);
    }
}
