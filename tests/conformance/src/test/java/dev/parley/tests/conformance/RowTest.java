package dev.parley.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge of the table is judged: what is missing, skipped or failed is found. */
class RowTest {
    private final Row row = Row.read(
                    List.of("| # | what | proof |", "|---|---|---|", "| 7 | Runs anywhere. | `ATest`, `BTest` |"))
            .get(0);

    @Test
    void aRowNamesItsTests() {
        assertEquals(new Row(7, Set.of("ATest", "BTest")), row);
        assertEquals(
                Set.of(),
                Row.read(List.of("| 46 | One person, several machines. | later |"))
                        .get(0)
                        .proofs());
    }

    @Test
    void onlySomeRowsMayComeLaterAndNoneMayBeEmpty() {
        assertThrows(AssertionError.class, () -> Row.read(List.of("| 7 | Runs anywhere. | later |")));
        assertThrows(AssertionError.class, () -> Row.read(List.of("| 7 | Runs anywhere. | |")));
        assertThrows(AssertionError.class, () -> Row.read(List.of("| 46 | One day. | later, perhaps |")));
    }

    @Test
    void whatDidNotRunOrFailedIsAProblemAndWhatWasSkippedIsNamed() {
        Ran a = new Ran("ATest", "row07_runsAsAnyUser", Ran.End.PASSED);
        Ran b = new Ran("BTest", "row07_runsWithoutADisplay(String)[1]", Ran.End.PASSED);
        assertEquals(List.of(), row.problems(List.of(a, b)));
        assertEquals(1, row.problems(List.of(a)).size());
        assertEquals(
                1,
                row.problems(List.of(a, new Ran("BTest", "row70_other", Ran.End.PASSED)))
                        .size());
        assertEquals(
                1,
                row.problems(List.of(a, new Ran("BTest", b.name(), Ran.End.FAILED)))
                        .size());
        assertEquals(2, row.problems(List.of()).size());
        Ran skipped = new Ran("BTest", b.name(), Ran.End.SKIPPED);
        assertEquals(List.of(), row.problems(List.of(a, skipped)));
        assertEquals(List.of(skipped.toString()), row.skipped(List.of(a, skipped)));
        assertEquals(List.of(), row.skipped(List.of(a, b)));
    }

    @Test
    void numbersAreThereOnceAndTestsAreNamed() {
        List<Integer> wrong = Row.wrongNumbers(List.of(row, row));
        assertEquals(Row.ROWS, wrong.size());
        assertEquals(List.of(), Row.unnamed(List.of(row), List.of(new Ran("ATest", "row07_x", Ran.End.PASSED))));
        assertEquals(
                List.of("CTest.row07_x", "ATest.row08_x"),
                Row.unnamed(
                        List.of(row),
                        List.of(
                                new Ran("CTest", "row07_x", Ran.End.PASSED),
                                new Ran("ATest", "row08_x", Ran.End.PASSED),
                                new Ran("CTest", "other", Ran.End.FAILED))));
    }
}
