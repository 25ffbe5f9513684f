package dev.parley.launcher.json;

import java.util.List;
import java.util.Map;

/** Reads and writes JSON as maps, lists, strings, numbers, booleans and null. */
public final class Json {
    private Json() {}

    /**
     * @return a {@code Map<String, Object>} in the order of the text, a {@code List<Object>}, a String, a {@code Long} or
     *     {@code Double}, a Boolean, or null
     * @throws JsonException names line and column
     */
    public static Object parse(String text) throws JsonException {
        return new JsonParser(text).whole();
    }

    /**
     * @return an object's members
     * @throws JsonException also when the text is something else
     */
    public static Map<String, Object> parseObject(String text) throws JsonException {
        return object(parse(text), "the whole");
    }

    /** @throws JsonException when it is no object; the message names {@code what} */
    @SuppressWarnings("unchecked") // the parser makes no other maps
    public static Map<String, Object> object(Object value, String what) throws JsonException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new JsonException(what + " is no object");
    }

    /** @throws JsonException when it is no array; the message names {@code what} */
    @SuppressWarnings("unchecked") // the parser makes no other lists
    public static List<Object> array(Object value, String what) throws JsonException {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new JsonException(what + " is no array");
    }

    /** One line; keys in the order of the map. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                quote(entry.getKey().toString(), out);
                out.append(':');
                write(entry.getValue(), out);
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> values) {
            out.append('[');
            String separator = "";
            for (Object each : values) {
                out.append(separator);
                write(each, out);
                separator = ",";
            }
            out.append(']');
        } else {
            quote(value.toString(), out);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c) && !paired(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
