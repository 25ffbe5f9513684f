package dev.parley.tests.durability;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A class of the product with one constant changed: whoever watches the product must see the difference. */
final class Mutant {
    private static final byte UTF8 = 1;

    private Mutant() {}

    /**
     * Writes the changed class.
     *
     * @param type its full name
     * @param constant a text of the class that is there just once
     * @param other of the same length
     * @return a folder that goes before all else on a class path
     */
    static Path make(Path folder, String type, String constant, String other) throws IOException {
        String file = type.replace('.', '/') + ".class";
        byte[] bytes;
        try (InputStream in = Mutant.class.getClassLoader().getResourceAsStream(file)) {
            bytes = in.readAllBytes();
        }
        byte[] from = entry(constant);
        byte[] to = entry(other);
        int at = find(bytes, from, 0);
        if (from.length != to.length || at < 0 || find(bytes, from, at + 1) >= 0) {
            throw new IllegalArgumentException("\"" + constant + "\" is not there just once in " + type);
        }
        System.arraycopy(to, 0, bytes, at, to.length);
        Path changed = folder.resolve(file);
        Files.createDirectories(changed.getParent());
        Files.write(changed, bytes);
        return folder;
    }

    /** As it lies in the constant pool: a tag, two bytes of length, the text. */
    private static byte[] entry(String text) {
        byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
        byte[] entry = new byte[plain.length + 3];
        entry[0] = UTF8;
        entry[2] = (byte) plain.length;
        System.arraycopy(plain, 0, entry, 3, plain.length);
        return entry;
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int at = from; at <= in.length - what.length; at++) {
            if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }
}
