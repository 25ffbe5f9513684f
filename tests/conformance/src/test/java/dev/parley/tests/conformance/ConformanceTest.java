package dev.parley.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each row of {@code docs/conformance.md} is proven by tests that ran in this build, and passed. Without root some cannot run: their row is
 * skipped, too, and says which.
 */
class ConformanceTest {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path root = Path.of(System.getProperty("parley.root"));
    private final List<Row> rows = Row.read(Files.readAllLines(root.resolve("docs/conformance.md")));
    private final List<Ran> ran = Ran.since(Instant.parse(System.getProperty("parley.began")), root);

    ConformanceTest() throws IOException {}

    @Test
    void allRowsOfTheOriginalAreThere() {
        assertEquals(List.of(), Row.wrongNumbers(rows));
    }

    @Test
    void noTestSaysThatItProvesMore() {
        assertEquals(List.of(), Row.unnamed(rows, ran));
    }

    @TestFactory
    Stream<DynamicTest> eachRowIsProven() {
        return rows.stream()
                .map(row -> dynamicTest(row.toString(), () -> {
                    assertEquals(List.of(), row.problems(ran));
                    List<String> skipped = row.skipped(ran);
                    if (!ROOT) {
                        assumeTrue(skipped.isEmpty(), () -> "not proven without root: " + skipped);
                    }
                    assertEquals(List.of(), skipped, "skipped, as root");
                }));
    }
}
