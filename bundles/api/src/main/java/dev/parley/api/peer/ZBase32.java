package dev.parley.api.peer;

import java.util.Arrays;

/** z-base-32 (Zooko O'Whielacronx, 2002), strict: lower case only, no spaces, unused trailing bits zero. */
final class ZBase32 {
    private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private ZBase32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8 | b & 0xff) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >>> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }

    /**
     * @param length how many bytes there must be
     * @throws IllegalArgumentException on a wrong length, a letter outside the alphabet, or padding bits that are not zero
     */
    static byte[] decode(String text, int length, String what) {
        int letters = (length * 8 + 4) / 5;
        if (text.length() != letters) {
            throw new IllegalArgumentException(what + " has " + letters + " letters; this has " + text.length()
                    + ". Check that all of it was copied.");
        }
        byte[] bytes = new byte[length];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < letters; i++) {
            char c = text.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0) {
                throw new IllegalArgumentException("the letter at place " + (i + 1) + " cannot stand in " + what
                        + ": only " + ALPHABET + " can. Check that it was copied correctly.");
            }
            buffer = (buffer << 5 | value) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >>> bits);
            }
        }
        if ((buffer & (1 << bits) - 1) != 0) {
            throw new IllegalArgumentException(
                    "the last letter of " + what + " is wrong. Check that it was copied correctly.");
        }
        return bytes;
    }
}
