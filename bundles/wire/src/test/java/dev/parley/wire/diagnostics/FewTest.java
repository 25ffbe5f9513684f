package dev.parley.wire.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.Text;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FewTest {
    @Test
    void namesAFewAndCountsTheRest() {
        assertEquals("", Few.of(List.of()));
        assertEquals("Anna", Few.of(List.of("Anna")));
        assertEquals("Anna, Bert, Cleo", Few.of(List.of("Anna", "Bert", "Cleo")));
        assertEquals("Anna, Bert, Cleo and 2 more", Few.of(List.of("Anna", "Bert", "Cleo", "Dora", "Emil")));
    }

    @Test
    void isALabelWhateverTheNamesAre() {
        String few = Few.of(Collections.nCopies(10_000, "\uD83D\uDE00".repeat(255)));
        assertEquals(few, Text.requireLabel("names", few));
        assertTrue(few.endsWith("… and 9997 more"), few);
        assertEquals("a\uFFFDb", Few.of(List.of("a\u001bb")));
    }
}
