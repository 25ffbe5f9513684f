package dev.parley.api.peer;

import java.util.HexFormat;

/**
 * One start of an endpoint: 16 random bytes made at each start, written as 32 hexadecimal digits. It is all that the
 * subnet sees before a link, and says nothing about who it is.
 *
 * @param text 32 lower-case hexadecimal digits
 */
public record InstanceId(String text) {
    /** Bytes in an id. */
    public static final int BYTES = 16;

    /** @throws IllegalArgumentException when the text is not 32 lower-case hexadecimal digits */
    public InstanceId {
        if (text.length() != 2 * BYTES || !text.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException("an instance id has 32 hexadecimal digits: " + Text.label(text));
        }
    }

    /** @param bytes 16 bytes; copied */
    public static InstanceId of(byte[] bytes) {
        return new InstanceId(HexFormat.of().formatHex(bytes));
    }

    /** The 16 bytes; a new array each time. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
