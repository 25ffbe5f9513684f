package dev.parley.tests.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {
    @Test
    void theRatioIsThatOfTheMedians() {
        Pairs pairs = new Pairs();
        for (int i = 1; i <= 15; i++) {
            pairs.add(2.0 * i, i);
        }
        Pairs.Interval ratio = pairs.ratio();
        assertEquals(2.0, ratio.value());
        assertTrue(ratio.low() <= 2 && ratio.high() >= 2, ratio::toString);
        assertEquals(16.0, pairs.ourMedian());
        assertEquals(8.0, pairs.theirMedian());
    }

    @Test
    void aVerdictIsOnlyGivenWhenTheWholeIntervalAgrees() {
        Pairs.Interval ratio = new Pairs.Interval(1.0, 0.9, 1.1);
        assertEquals("holds", ratio.atMost(1.1));
        assertEquals("unclear", ratio.atMost(1.0));
        assertEquals("missed", ratio.atMost(0.8));
        assertEquals("holds", ratio.atLeast(0.9));
        assertEquals("unclear", ratio.atLeast(1.0));
        assertEquals("missed", ratio.atLeast(1.2));
    }

    @Test
    void percentilesLieAmongTheValues() {
        assertEquals(2.5, Pairs.median(List.of(4.0, 1.0, 2.0, 3.0)));
        assertEquals(4.0, Pairs.percentile(List.of(4.0, 1.0, 2.0, 3.0), 0.99));
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThrows(IllegalStateException.class, () -> new Pairs().ratio());
    }
}
