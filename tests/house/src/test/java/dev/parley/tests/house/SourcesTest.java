package dev.parley.tests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no source file may have, and how long one may be. */
class SourcesTest {
    private static final int MEDIAN = 80;
    private static final int LONG = 260;
    private static final int LONGEST = 600;
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep");
    private static final Pattern SERIALIZATION = Pattern.compile("Object(In|Out)putStream");

    @Test
    void noClassIsTooLong() {
        List<Path> wrong = House.sources("src/main").entrySet().stream()
                .filter(file -> file.getValue().size() > LONGEST)
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void mostClassesAreShort() {
        List<Integer> lengths = House.sources("src/main").values().stream()
                .map(List::size)
                .sorted()
                .toList();
        assertTrue(lengths.get(lengths.size() / 2) < MEDIAN, () -> "the median is " + lengths.get(lengths.size() / 2));
        assertTrue(lengths.get(lengths.size() * 9 / 10) < LONG, () -> "p90 is " + lengths.get(lengths.size() * 9 / 10));
    }

    /** But for benchmarks, which go by the clock. */
    @ParameterizedTest
    @ValueSource(strings = {"src/main", "src/test"})
    void nobodySleeps(String folder) {
        assertEquals(
                List.of(),
                withLine(folder, SLEEP).stream()
                        .filter(file -> !file.toString().contains("/tests/bench/"))
                        .toList());
    }

    @Test
    void nobodyDeserializesWhatOthersSend() {
        assertEquals(List.of(), withLine("src/main", SERIALIZATION));
    }

    private static List<Path> withLine(String folder, Pattern pattern) {
        return House.sources(folder).entrySet().stream()
                .filter(file -> file.getValue().stream()
                        .anyMatch(line -> pattern.matcher(line).find()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
