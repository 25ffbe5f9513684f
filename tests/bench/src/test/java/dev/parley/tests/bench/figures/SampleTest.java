package dev.parley.tests.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void theRatioIsThatOfTheMedians() {
        double[] ours = new double[15];
        double[] theirs = new double[15];
        for (int i = 0; i < 15; i++) {
            ours[i] = 2.0 * (i + 1);
            theirs[i] = i + 1;
        }
        assertEquals(new Interval(2, 2, 2), Sample.of(ours).ratioTo(Sample.of(theirs)), "each pair has the same ratio");
        assertEquals(16, Sample.of(ours).median().value());
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        Random random = new Random(7);
        int inside = 0;
        for (int i = 0; i < 100; i++) {
            Interval median = Sample.of(random.doubles(21).toArray()).median();
            inside += median.low() <= 0.5 && 0.5 <= median.high() ? 1 : 0;
        }
        assertTrue(inside >= 85, inside + " of 100");
        assertTrue(inside < 100, "an interval that is never wrong says nothing");
    }

    @Test
    void aPercentileIsOneOfTheValues() {
        Sample sample = Sample.of(4, 1, 2, 3);
        assertEquals(2.5, sample.at(0.5));
        assertEquals(4, sample.at(0.99));
        assertEquals(1, sample.at(0.25));
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThrows(IllegalArgumentException.class, () -> new Sample(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Sample.of(1, 2).ratioTo(Sample.of(1)));
    }
}
