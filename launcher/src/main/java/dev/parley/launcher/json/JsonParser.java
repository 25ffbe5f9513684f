package dev.parley.launcher.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recursive descent parser of RFC 8259, with a bound on the depth. */
final class JsonParser {
    private static final int DEEPEST = 64;

    private final String text;
    private int at;
    private int depth;

    JsonParser(String text) {
        this.text = text;
    }

    Object whole() throws JsonException {
        Object value = value();
        space();
        if (at < text.length()) {
            throw error("there is more after the end");
        }
        return value;
    }

    private Object value() throws JsonException {
        space();
        if (at >= text.length()) {
            throw error("the text ends too early");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> nested(true);
            case '[' -> nested(false);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object nested(boolean object) throws JsonException {
        if (++depth > DEEPEST) {
            throw error("more than " + DEEPEST + " levels");
        }
        at++;
        Object value = object ? object() : array();
        depth--;
        return value;
    }

    private Map<String, Object> object() throws JsonException {
        Map<String, Object> members = new LinkedHashMap<>();
        if (next('}')) {
            return members;
        }
        do {
            space();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw error("a name in quotes is wanted");
            }
            String name = string();
            expect(':');
            Object value = value();
            if (members.containsKey(name)) {
                throw error("\"" + name + "\" is there twice");
            }
            members.put(name, value);
        } while (next(','));
        expect('}');
        return members;
    }

    private List<Object> array() throws JsonException {
        List<Object> values = new ArrayList<>();
        if (next(']')) {
            return values;
        }
        do {
            values.add(value());
        } while (next(','));
        expect(']');
        return values;
    }

    private String string() throws JsonException {
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c < ' ') {
                throw error("a control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw error("a string does not end");
    }

    private char escaped() throws JsonException {
        at++;
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("an unknown escape");
        };
    }

    private char unicode() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = at < text.length() ? hex(text.charAt(at)) : -1;
            if (digit < 0) {
                throw error("four hexadecimal digits are wanted");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private Object number() throws JsonException {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        boolean whole = true;
        if (skip('.')) {
            whole = false;
            digits();
        }
        if (skip('e') || skip('E')) {
            whole = false;
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        String number = text.substring(start, at);
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw error("a number is too large");
        }
        boolean exact = whole && Math.abs(value) < 1e18; // fits a long
        return exact ? (Object) Long.valueOf(number) : (Object) value;
    }

    private void digits() throws JsonException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw error("a value is wanted");
        }
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private Object word(String word, Object value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw error("a value is wanted");
        }
        at += word.length();
        return value;
    }

    private boolean next(char c) {
        space();
        return skip(c);
    }

    private void expect(char c) throws JsonException {
        if (!next(c)) {
            throw error("'" + c + "' is wanted");
        }
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException error(String what) {
        String before = text.substring(0, Math.min(at, text.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return new JsonException(
                what + " (line " + line + ", column " + (before.length() - before.lastIndexOf('\n')) + ")");
    }
}
