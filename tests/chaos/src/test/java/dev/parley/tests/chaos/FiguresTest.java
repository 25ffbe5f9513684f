package dev.parley.tests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.tests.chaos.Step.Act;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read and written for people. */
class FiguresTest {
    private static final Schedule SCHEDULE = new Schedule(
            4, 3, Duration.ofSeconds(9), List.of(new Step(500, Act.KILL, 2, 0), new Step(1500, Act.BLOCK, 1, 3)));

    @Test
    void aLineIsItsTextAndNoOtherIs() {
        Line line = new Line(3, 1, 12);
        assertEquals("m3.1 12", line.toString());
        assertEquals(Optional.of(line), Line.parse("m3.1 12"));
        assertEquals(Optional.empty(), Line.parse("hello m3.1 12"));
        assertTrue(new Line(1, 0, 9).compareTo(new Line(1, 0, 10)) < 0);
        assertTrue(new Line(1, 1, 1).compareTo(new Line(1, 0, 10)) > 0);
    }

    @Test
    void aFailureTellsItsSeedItsScheduleAndWhatIsWrong() {
        List<String> wrong = List.of("LOST at member 2: m1.0 5");
        List<String> complaints = List.of("m2, start 1: the disk is full");
        String told = new Result(SCHEDULE, 10, 9, 700, wrong, complaints).toString();
        assertTrue(told.startsWith("seed 4: 10 lines said, 9 confirmed, 1 killed"), told);
        assertTrue(told.contains("\n  LOST at member 2: m1.0 5\n  m2, start 1: the disk is full\n"), told);
        assertTrue(told.endsWith("   0.5 s  KILL 2\n   1.5 s  BLOCK 1 to 3\n"), told);
    }

    @Test
    void figuresAddUpAndNameWhatFailed() {
        Figures figures = new Figures();
        figures.add(new Result(SCHEDULE, 10, 9, 700, List.of(), List.of()));
        assertFalse(figures.toString().contains("```"));
        figures.add(new Result(SCHEDULE, 5, 4, 900, List.of("something"), List.of()));
        assertEquals(1, figures.failed());
        String told = figures.toString();
        assertTrue(told.contains("| confirmed | 13 |\n"), told);
        assertTrue(told.contains("| KILL | 2 |\n"), told);
        assertTrue(told.contains("| together again, worst, ms | 900 |\n"), told);
        assertTrue(told.contains("\n  something\n"), told);
    }

    @Test
    void wordsOfTheCommandLine() {
        assertEquals("30", Options.parse("--minutes", "30").get("--minutes"));
        assertEquals("1", Options.parse().get("--seed"));
        assertThrows(IllegalArgumentException.class, () -> Options.parse("--hours", "1"));
        assertThrows(IllegalArgumentException.class, () -> Options.parse("--seed"));
    }
}
