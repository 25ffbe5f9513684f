package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordListTest {
    @Test
    void thereIsAWordForEachByteToldByItsFirstThreeLetters() {
        assertEquals(256, WordList.WORDS.size());
        assertEquals(
                256,
                WordList.WORDS.stream()
                        .map(word -> word.substring(0, 3))
                        .collect(Collectors.toSet())
                        .size());
        WordList.WORDS.forEach(word -> assertTrue(word.matches("[a-z]{4,8}"), word));
    }

    @Test
    void noTwoDifferByOneLetter() {
        for (String one : WordList.WORDS) {
            for (String other : WordList.WORDS) {
                long different = one.length() != other.length()
                        ? 2
                        : java.util.stream.IntStream.range(0, one.length())
                                .filter(i -> one.charAt(i) != other.charAt(i))
                                .count();
                assertTrue(one.equals(other) || different > 1, one + " " + other);
            }
        }
    }

    @Test
    void bytesAreNotSigned() {
        assertEquals(WordList.WORDS.get(255), WordList.word((byte) -1));
        assertEquals(WordList.WORDS.get(0), WordList.word((byte) 0));
    }
}
