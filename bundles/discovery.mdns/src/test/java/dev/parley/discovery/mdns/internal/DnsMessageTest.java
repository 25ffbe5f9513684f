package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
    private static final int FUZZ = 150_000;

    /** {@code _parley._tcp.local} as it stands in messages. */
    private static final byte[] TYPE = "\u0007_parley\u0004_tcp\u0005local\u0000".getBytes(StandardCharsets.US_ASCII);

    /** An answer as JmDNS and avahi write it: names after the first by pointers. */
    static byte[] answer(int ttl, String... services) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(0);
            out.writeShort(0x8400);
            out.writeShort(1);
            out.writeShort(services.length);
            out.writeInt(0);
            out.write(TYPE);
            out.writeShort(12);
            out.writeShort(1);
            for (String service : services) {
                byte[] label = service.getBytes(StandardCharsets.UTF_8);
                out.writeShort(0xc00c);
                out.writeShort(12);
                out.writeShort(1);
                out.writeInt(ttl);
                out.writeShort(label.length + 3);
                out.writeByte(label.length);
                out.write(label);
                out.writeShort(0xc00c);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static void assertMalformed(String hex) {
        byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThrows(MalformedException.class, () -> DnsMessage.services(message));
    }

    @Test
    void theQuestionIsAsTheRfcHasIt() {
        assertEquals(
                "000000000001000000000000" + HexFormat.of().formatHex(TYPE) + "000c8001",
                HexFormat.of().formatHex(DnsMessage.query()));
        assertEquals(Set.of(), DnsMessage.services(DnsMessage.query()));
    }

    @Test
    void answersAreRead() {
        assertEquals(
                Set.of("one", "bob of avahi.", "zoë"),
                DnsMessage.services(answer(4500, "One", "Bob of avahi.", "Zoë")));
    }

    @Test
    void aGoodbyeNamesNobodyAsThere() {
        byte[] goodbye = DnsMessage.goodbye(List.of("one", "two"));
        assertEquals(Set.of(), DnsMessage.services(goodbye));
        assertEquals(2, goodbye[7]);
        int ttl = 12 + TYPE.length + 4;
        goodbye[ttl + 3] = 120;
        assertEquals(Set.of("one"), DnsMessage.services(goodbye), "but for the time to live it would");
    }

    @Test
    void otherTypesAreNotOurs() {
        byte[] other = answer(120, "one");
        other[14] = 'q'; // the type's name: _qarley
        assertEquals(Set.of(), DnsMessage.services(other));
    }

    @Test
    void aLabelThatIsTooLongIsNotWritten() {
        assertThrows(IllegalArgumentException.class, () -> DnsMessage.goodbye(List.of("x".repeat(64))));
    }

    @Test
    void whatIsWrongIsRefused() {
        assertMalformed("");
        assertMalformed("0000 8400 0000 0000 0000");
        assertMalformed("0000 8400 0001 0000 0000 0000"); // no question
        assertMalformed("0000 8400 0001 0000 0000 0000 c00c 000c 0001"); // a pointer to itself
        assertMalformed("0000 8400 0001 0000 0000 0000 c010 000c 0001 00"); // a pointer forward
        assertMalformed("0000 8400 0001 0000 0000 0000 05 6161"); // a label cut off
        assertMalformed("0000 8400 0000 0001 0000 0000 00 000c 0001 00000001 0005 00"); // a record cut off
        assertMalformed("0000 8400 0001 0000 0000 0000 80 00"); // a label of a kind that there is not
        assertThrows(MalformedException.class, () -> DnsMessage.services(new byte[DnsMessage.MOST + 1]));
    }

    @Test
    void anythingIsReadOrRefused() {
        Random random = new Random(23);
        byte[] seed = answer(4500, "one", "two", "three");
        for (int i = 0; i < FUZZ; i++) {
            byte[] message;
            if (i % 4 == 0) {
                message = new byte[random.nextInt(200)];
                random.nextBytes(message);
            } else {
                message = Arrays.copyOf(seed, random.nextInt(5) == 0 ? random.nextInt(seed.length + 30) : seed.length);
                for (int change = random.nextInt(5); change >= 0 && message.length > 0; change--) {
                    message[random.nextInt(message.length)] = (byte) random.nextInt();
                }
            }
            try {
                assertTrue(DnsMessage.services(message).size() <= message.length);
            } catch (MalformedException expected) {
                assertTrue(expected.getStackTrace().length == 0, "refusing is cheap");
            }
        }
    }
}
