package dev.parley.launcher.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 0x1b, 0x7f, 0x9b, 0x2028, 0x2029, 0x202e, 0x2066, 0x200f, 0xd800})
    void whatSteersATerminalIsReplaced(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";
        assertEquals("a?b", Shown.line(text));
        assertEquals("a?b", Shown.lines(text));
    }

    @Test
    void everythingElseStays() {
        String text = "Ünïcode 张伟 👨‍👩‍👧 שלום";
        assertEquals(text, Shown.line(text));
        assertEquals(text, Shown.lines(text));
    }

    @Test
    void linesStayLines() {
        assertEquals("a\n\tb\nc", Shown.lines("a\n\tb\r\nc"));
        assertEquals("a?b", Shown.line("a\nb"));
        assertEquals("progress?done", Shown.lines("progress\rdone"));
    }

    @Test
    void aLineHasAnEnd() {
        assertEquals(200, Shown.line("x".repeat(10_000)).length());
        assertFalse(Shown.lines("x".repeat(10_000)).length() < 10_000);
    }
}
