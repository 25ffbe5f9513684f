package dev.parley.tests.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void aVerdictIsOnlyGivenWhenTheWholeIntervalAgrees() {
        Interval ratio = new Interval(1.0, 0.9, 1.1);
        assertEquals("holds", ratio.atMost(1.1));
        assertEquals("unclear", ratio.atMost(1.0));
        assertEquals("missed", ratio.atMost(0.8));
        assertEquals("holds", ratio.atLeast(0.9));
        assertEquals("unclear", ratio.atLeast(1.0));
        assertEquals("missed", ratio.atLeast(1.2));
    }

    @Test
    void aRowSaysItAll() {
        Row row = Row.atMostTimes("dial, ms", Sample.of(2, 2, 2), "bare Netty", Sample.of(1, 1, 1), 1.3);
        assertEquals(
                "| dial, ms | 3 | 2.00 [2.00, 2.00] | bare Netty | 1.00 [1.00, 1.00] | 2.00 [2.00, 2.00] | ≤ 1.30 × | missed |\n",
                Report.line(row));
    }

    @Test
    void ofTwoBarsOneIsEnough() {
        Sample floor = Sample.of(1, 1, 1);
        assertEquals(
                "holds",
                Row.atMostTimesOrAbove("add", Sample.of(1.4, 1.4, 1.4), "floor", floor, 1.5, 0.1)
                        .verdict());
        assertEquals(
                "holds",
                Row.atMostTimesOrAbove("add", Sample.of(1.4, 1.4, 1.4), "floor", floor, 1.1, 0.5)
                        .verdict());
        assertEquals(
                "missed",
                Row.atMostTimesOrAbove("add", Sample.of(1.4, 1.4, 1.4), "floor", floor, 1.1, 0.1)
                        .verdict());
        assertEquals(
                "unclear",
                Row.atMostTimesOrAbove("add", Sample.of(1, 1.4, 2), "floor", floor, 1.1, 0.1)
                        .verdict());
    }

    @Test
    void whatIsOnTopHasABarOfItsOwn() {
        Row row = Row.atMostAbove("start, ms", Sample.of(900, 900), "with none", Sample.of(700, 700), 300);
        assertEquals("≤ + 300", row.bar());
        assertEquals("holds", row.verdict());
        assertEquals(
                "missed",
                Row.atMostAbove("start, ms", Sample.of(1_100, 1_100), "with none", Sample.of(700, 700), 300)
                        .verdict());
    }

    @Test
    void valuesWithoutPartnersHaveNoRatio() {
        Row row = Row.plain("memory, MB", Sample.of(2, 2), "bare Felix", Optional.of(Sample.of(1)));
        assertEquals(Optional.empty(), row.ratio());
    }

    @Test
    void aTableThatIsVoidSaysSoFirst() {
        Report report = new Report();
        report.note("first");
        assertFalse(report.table(Map.of()).contains("VOID"));
        report.spoil("the floor is too low.");
        String table = report.table(Map.of());
        assertTrue(table.indexOf("VOID") < table.indexOf("| figure"), table);
        assertTrue(table.indexOf("too low") < table.indexOf("first"), table);
    }

    @Test
    void everyValueIsKept() {
        Report report = new Report();
        report.add(Row.atMostTimes("dial, ms", Sample.of(2, 3), "bare Netty", Sample.of(1, 1), 1.3));
        assertEquals(
                """
                figure,who,index,value
                "dial, ms","ours",0,2.0000
                "dial, ms","ours",1,3.0000
                "dial, ms","bare Netty",0,1.0000
                "dial, ms","bare Netty",1,1.0000
                """,
                report.numbers());
    }
}
