package dev.parley.launcher.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsEachKindOfValue() throws JsonException {
        assertEquals(true, Json.parse(" true "));
        assertEquals(false, Json.parse("false"));
        assertNull(Json.parse("null"));
        assertEquals(0L, Json.parse("0"));
        assertEquals(-12L, Json.parse("-12"));
        assertEquals(1.5, Json.parse("1.5"));
        assertEquals(1000.0, Json.parse("1e3"));
        assertEquals(0.01, Json.parse("1.0E-2"));
        assertEquals(1e300, Json.parse("1" + "0".repeat(300)));
        assertEquals("a\"\\/\b\f\n\r\té😀", Json.parse("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\""));
        assertEquals(List.of(), Json.parse("[ ]"));
        assertEquals(Map.of(), Json.parse("{ }"));
        assertEquals(Arrays.asList(1L, null, List.of("x")), Json.parse("[1,null ,[\"x\"]]"));
    }

    @Test
    void objectsKeepTheirOrder() throws JsonException {
        assertEquals(
                List.of("z", "a", "m"),
                List.copyOf(Json.parseObject("{\"z\":1,\"a\":2,\"m\":{}}").keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tru",
                "nul",
                "+1",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "1e999",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[1 2]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\":1,\"a\":1}",
                "\"",
                "\"a",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "1 2",
                "[]]",
                "\u00a01",
                "'a'",
                "\"\\u-123\""
            })
    void refusesWhatIsNone(String text) {
        assertThrows(JsonException.class, () -> Json.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"'[1,\n  x]', 'line 2, column 3'", "'x', 'line 1, column 1'", "'[1\n\n', 'line 3, column 1'"})
    void saysWhere(String text, String where) {
        JsonException e = assertThrows(JsonException.class, () -> Json.parse(text));
        assertTrue(e.getMessage().contains(where), e.getMessage());
    }

    @Test
    void depthIsBounded() throws JsonException {
        Json.parse("[".repeat(64) + "]".repeat(64));
        assertThrows(JsonException.class, () -> Json.parse("[".repeat(65) + "]".repeat(65)));
        assertThrows(JsonException.class, () -> Json.parse("[".repeat(1_000_000)));
        Json.parse("[" + "[],".repeat(100_000) + "[]]");
    }

    @Test
    void namesWhatIsOfAnotherKind() {
        assertEquals(
                "bundles is no array",
                assertThrows(JsonException.class, () -> Json.array(Map.of(), "bundles"))
                        .getMessage());
        assertEquals(
                "the whole is no object",
                assertThrows(JsonException.class, () -> Json.parseObject("[]")).getMessage());
    }

    @Test
    void writesWhatItReads() throws JsonException {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "\"\\\u0000\u001b\u007f\n é 😀 \ud800");
        value.put("numbers", List.of(1L, -2.5, Long.MAX_VALUE / 100));
        value.put("nothing", null);
        value.put("flags", List.of(true, false));
        value.put("empty", Map.of("list", List.of(), "object", Map.of()));
        String written = Json.write(value);
        assertEquals(value, Json.parse(written));
        assertTrue(written.chars().allMatch(c -> c >= ' ' && c != 0x7f), written);
    }
}
