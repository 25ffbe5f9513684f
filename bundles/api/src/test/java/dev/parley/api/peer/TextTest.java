package dev.parley.api.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final String SMILE = "\ud83d\ude00";

    @Test
    void usualTextStays() {
        for (String usual : new String[] {"", "Anna", "Łukasz Żółw", "日本語", "عربي", SMILE, "a b-c_d'e\"<f>"}) {
            assertEquals(usual, Text.label(usual));
            assertEquals(usual, Text.requireLabel("this", usual));
        }
    }

    @Test
    void isComposed() {
        assertEquals("é", Text.label("e\u0301"));
        assertThrows(IllegalArgumentException.class, () -> Text.requireLabel("this", "e\u0301"));
    }

    @Test
    void controlsAndOverridesAreReplaced() {
        String bad =
                "\u0000\u0007\b\t\n\r\u001b\u007f\u0080\u009b\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
                        + "\u2066\u2067\u2068\u2069\ud800";
        bad.codePoints().forEach(c -> {
            String one = "a" + Character.toString(c) + "b";
            assertEquals("a\ufffdb", Text.label(one), Integer.toHexString(c));
            String said = assertThrows(IllegalArgumentException.class, () -> Text.requireLabel("the name", one))
                    .getMessage();
            assertTrue(said.startsWith("the name"));
            assertFalse(said.contains(one));
        });
        assertEquals("\ufffd", Text.label("\udc00"), "an unpaired surrogate");
    }

    @Test
    void linesKeepLineEndsAndTabs() {
        assertEquals("a\n\tb\ufffd", Text.lines("a\n\tb\u001b", 100));
        assertEquals("ab", Text.lines("abc", 2));
        assertEquals("", Text.lines("abc", 0));
    }

    @Test
    void theLimitCountsCodePoints() {
        assertEquals(SMILE.repeat(255), Text.requireLabel("this", SMILE.repeat(255)));
        assertThrows(IllegalArgumentException.class, () -> Text.requireLabel("this", SMILE.repeat(256)));
        assertEquals(SMILE.repeat(255), Text.label(SMILE.repeat(256)));
        assertEquals("n".repeat(255), Text.label("n".repeat(100_000)));
    }

    @Test
    void whateverComesALabelComesOut() {
        Random random = new Random(255);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int bound = random.nextBoolean() ? 0x10000 : 0x400;
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append((char) random.nextInt(bound));
            }
            String label = Text.label(text.toString());
            assertEquals(label, Text.requireLabel("this", label));
        }
    }

    /** One by one, beside letters for which nothing is taken for granted. */
    @Test
    void whatIsPlainIsTreatedAsTheRestIs() {
        for (char c = 0; c < 0x180; c++) {
            String alone = Text.label("a" + c);
            assertEquals(Text.label("é" + c), "é" + alone.substring(1), Integer.toHexString(c));
        }
        String most = "x".repeat(Text.LABEL_CODE_POINTS);
        assertEquals(most, Text.label(most + "y"));
    }
}
