package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.discovery.Announcement;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TxtRecordTest {
    private static final String SMILE = "\uD83D\uDE00";

    private static byte[] with(String key, String value) {
        Map<String, String> entries = new LinkedHashMap<>(Examples.text(1, 7).entries());
        entries.remove(key);
        entries.put(key, value);
        return Examples.wire(entries);
    }

    private static void refused(byte[] text) {
        assertThrows(MalformedException.class, () -> TxtRecord.parse(text));
    }

    @Test
    void whatWasWrittenIsRead() {
        TxtRecord record = TxtRecord.of(Examples.announcement(3, 12, true));
        assertEquals(Optional.of(record), TxtRecord.parse(Examples.wire(record.entries())));
        TxtRecord nameless = new TxtRecord(Examples.instance(3), "r", 0, Optional.empty());
        assertEquals(Optional.of(nameless), TxtRecord.parse(Examples.wire(nameless.entries())));
    }

    @Test
    void longNamesAndRealmsAreCutToFitInWholeLetters() {
        TxtRecord record = TxtRecord.of(new Announcement(
                Examples.instance(1), SMILE.repeat(63), 1, 0, true, Optional.of(SMILE.repeat(255)), any -> true));
        record.entries()
                .forEach((key, value) ->
                        assertTrue((key + "=" + value).getBytes(StandardCharsets.UTF_8).length <= 255, key));
        TxtRecord read = TxtRecord.parse(Examples.wire(record.entries())).orElseThrow();
        assertEquals(Optional.of(SMILE.repeat(62)), read.displayName());
        assertEquals(TxtRecord.realm(SMILE.repeat(63)), read.realm(), "both sides cut alike, so they still meet");
    }

    @Test
    void aNameIsMadeHarmless() {
        TxtRecord record =
                TxtRecord.parse(with("name", "a\u001b[2Jb\u202ec\nd")).orElseThrow();
        assertEquals(Optional.of("a\uFFFD[2Jb\uFFFDc\uFFFDd"), record.displayName());
        assertEquals(
                Optional.empty(),
                TxtRecord.parse(with("name", "")).orElseThrow().displayName());
    }

    @Test
    void whatHasNoIdIsNotOursOrNotThereYet() {
        assertEquals(Optional.empty(), TxtRecord.parse(new byte[0]));
        assertEquals(Optional.empty(), TxtRecord.parse(new byte[1]));
        assertEquals(Optional.empty(), TxtRecord.parse(Examples.wire(Map.of("path", "/"))));
    }

    @Test
    void whatIsOursAndWrongIsRefused() {
        refused(with("id", "0".repeat(31)));
        refused(with("id", "Z".repeat(32)));
        refused(with("realm", ""));
        refused(with("realm", "a\nb"));
        refused(with("rev", ""));
        refused(with("rev", "-1"));
        refused(with("rev", "1".repeat(19)));
        refused(with("rev", "\u0661"));
        refused(with("txtvers", "2"));
        refused(new byte[TxtRecord.MOST + 1]);
        refused(new byte[] {5, 'i', 'd'});
    }

    @Test
    void keysAreTheSameInAnyCaseAndTheFirstCounts() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("ID", Examples.instance(1).text());
        entries.put("Realm", "one");
        entries.put("REALM", "other");
        entries.put("future", "unknown");
        entries.put("", "no key");
        TxtRecord record = TxtRecord.parse(Examples.wire(entries)).orElseThrow();
        assertEquals(new TxtRecord(Examples.instance(1), "one", 0, Optional.empty()), record);
    }

    @Test
    void anythingIsReadOrRefused() {
        int taken = Fuzz.run(
                31,
                input -> TxtRecord.parse(input).ifPresent(record -> {
                    assertTrue(record.revision() >= 0 && !record.realm().isEmpty());
                    record.displayName()
                            .ifPresent(name -> assertTrue(name.codePoints().noneMatch(Character::isISOControl), name));
                }),
                Examples.wire(Examples.text(1, 7).entries()));
        assertTrue(taken > 1000, "taken: " + taken);
    }
}
