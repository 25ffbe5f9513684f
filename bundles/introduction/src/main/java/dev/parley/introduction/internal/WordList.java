package dev.parley.introduction.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** 256 short words, told from each other by their first three letters: a byte each. */
final class WordList {
    /** The one list there is; another would be another version of the protocol. */
    static final List<String> WORDS = load();

    private WordList() {}

    /** A byte as a word. */
    static String word(byte one) {
        return WORDS.get(Byte.toUnsignedInt(one));
    }

    private static List<String> load() {
        try (InputStream in = WordList.class.getResourceAsStream("words.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of words lies in this bundle", e);
        }
    }
}
