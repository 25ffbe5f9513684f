package dev.parley.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each error of the original has its counterpart in {@code docs/errors.md}, and a test that passed in this build shows it. */
class ErrorsTest {
    /** All that the original's reference lists (seed 1.18). */
    private static final String ORIGINAL =
            """
            80630002 80630003 80630004 80630001 80630109 8063010B 8063010A 80636001 80637003 80637004 80637007 80637005 80637000
            80637001 80637008 80637009 8063700A 806320A1 800700B7 80070490 80630801 80631001 80631005 80634005 80632096 80632090
            00630005 00630002 00636000
            """;

    private final Path root = Path.of(System.getProperty("parley.root"));
    private final List<String> document = Files.readAllLines(root.resolve("docs/errors.md"));

    ErrorsTest() throws IOException {}

    @Test
    void eachErrorOfTheOriginalIsThere() {
        assertEquals(new TreeSet<>(Set.of(ORIGINAL.split("\\s+"))), ErrorRow.codes(document));
    }

    @TestFactory
    Stream<DynamicTest> eachHasATypeAndATestThatPassed() throws IOException {
        List<Ran> ran = Ran.since(Instant.parse(System.getProperty("parley.began")), root);
        Set<String> classes;
        try (Stream<Path> files = Files.walk(root.resolve("bundles"))) {
            classes = files.filter(file -> file.toString().contains("/src/main/java/"))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        classes.add("IllegalArgumentException");
        return ErrorRow.read(document).stream()
                .map(row -> dynamicTest(row.toString(), () -> assertEquals(List.of(), row.problems(ran, classes))));
    }

    /** The judge is judged. */
    @Test
    void whatDidNotRunOrIsNotThereIsFound() {
        ErrorRow row = ErrorRow.read(
                        List.of("| gone 80630002 | `GoneException` | that | `ATest.is_gone`, `BTest.too` |"))
                .get(0);
        Ran a = new Ran("ATest", "is_gone(String)[1]", Ran.End.PASSED);
        Ran b = new Ran("BTest", "too", Ran.End.PASSED);
        assertEquals(List.of(), row.problems(List.of(a, b), Set.of("GoneException")));
        assertEquals(
                List.of("BTest.too did not pass in this build", "there is no GoneException"),
                row.problems(List.of(a, new Ran("BTest", "too_long", Ran.End.PASSED)), Set.of()));
        assertEquals(
                List.of("ATest.is_gone did not pass in this build"),
                row.problems(
                        List.of(a, b, new Ran("ATest", "is_gone(String)[2]", Ran.End.FAILED)),
                        Set.of("GoneException")));
        assertThrows(AssertionError.class, () -> ErrorRow.read(List.of("| gone 80630002 | x | that | nobody |")));
    }
}
