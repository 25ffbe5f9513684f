package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TxtRecordTest {
    private static final int FUZZ = 120_000;
    private static final String ID = "id=00112233445566778899aabbccddeeff";

    private static TxtRecord parsed(String... entries) {
        return TxtRecord.parse(Examples.text(entries)).orElseThrow();
    }

    private static void assertMalformed(byte[] text) {
        assertThrows(MalformedException.class, () -> TxtRecord.parse(text));
    }

    @Test
    void whatWasWrittenIsRead() {
        TxtRecord record = TxtRecord.of(Examples.announcement(3, "Zoë", 12, true));
        assertEquals(Optional.of(record), TxtRecord.parse(Examples.text(record)));
    }

    @Test
    void eachEntryFits() {
        TxtRecord record = new TxtRecord(
                Examples.instance(1),
                "\uD83D\uDE00".repeat(63),
                Long.MAX_VALUE,
                Optional.of("\uD83D\uDE00".repeat(255)));
        record.entries()
                .forEach((key, value) ->
                        assertTrue((key + "=" + value).getBytes(StandardCharsets.UTF_8).length <= 255, key));
        TxtRecord read = TxtRecord.parse(
                        Examples.text(new TxtRecord(record.instance(), record.realm(), 1, record.displayName())))
                .orElseThrow();
        assertEquals("\uD83D\uDE00".repeat(62), read.displayName().orElseThrow());
    }

    @Test
    void keysInAnyCaseAndTheFirstCounts() {
        TxtRecord record = parsed("ID=00112233445566778899aabbccddeeff", "Realm=r", "rev=3", "rev=4", "new", "x=");
        assertEquals(3, record.revision());
        assertEquals("r", record.realm());
        assertEquals(Optional.empty(), record.displayName());
    }

    @Test
    void aNameIsMadeHarmless() {
        assertEquals(
                Optional.of("a\uFFFD[2Jb\uFFFD"),
                parsed(ID, "realm=r", "name=a\u001b[2Jb\u202e").displayName());
    }

    @Test
    void aTextOfOthersOrNoneYetIsNotOurs() {
        assertEquals(Optional.empty(), TxtRecord.parse(new byte[0]));
        assertEquals(Optional.empty(), TxtRecord.parse(new byte[1]));
        assertEquals(Optional.empty(), TxtRecord.parse(Examples.text("path=/", "=x")));
    }

    @Test
    void whatIsWrongIsRefused() {
        assertMalformed(Examples.text(ID));
        assertMalformed(Examples.text(ID, "realm=a\nb"));
        assertMalformed(Examples.text(ID, "realm=r", "rev=-1"));
        assertMalformed(Examples.text(ID, "realm=r", "rev="));
        assertMalformed(Examples.text(ID, "realm=r", "rev=9999999999999999999"));
        assertMalformed(Examples.text("id=xyz", "realm=r"));
        assertMalformed(Examples.text("id=", "realm=r"));
        assertMalformed(new byte[] {5, 'i', 'd'});
        assertMalformed(new byte[TxtRecord.MOST + 1]);
    }

    @Test
    void anythingIsReadOrRefused() {
        Random random = new Random(17);
        byte[] seed = Examples.text(Examples.txt(1, 5));
        for (int i = 0; i < FUZZ; i++) {
            byte[] text = i % 3 == 0 ? new byte[random.nextInt(300)] : seed.clone();
            if (i % 3 == 0) {
                random.nextBytes(text);
            } else {
                text = Arrays.copyOf(text, random.nextInt(5) == 0 ? random.nextInt(text.length + 20) : text.length);
                for (int change = random.nextInt(4); change >= 0 && text.length > 0; change--) {
                    text[random.nextInt(text.length)] = (byte) random.nextInt();
                }
            }
            try {
                TxtRecord.parse(text).ifPresent(record -> assertTrue(record.revision() >= 0));
            } catch (MalformedException expected) {
                assertTrue(expected.getStackTrace().length == 0, "refusing is cheap");
            }
        }
    }
}
