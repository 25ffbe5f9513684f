package dev.parley.tests.bench.figures;

import java.util.Optional;

/**
 * A line of the table.
 *
 * @param figure what was measured, with its unit
 * @param ours the measured values
 * @param beside what they stand beside
 * @param theirs its values, taken in turns with ours
 * @param bar in words; empty when there is none
 * @param verdict holds, missed, unclear; empty without a bar
 */
public record Row(String figure, Sample ours, String beside, Optional<Sample> theirs, String bar, String verdict) {
    /** Ours must be at most so many times theirs. */
    public static Row atMostTimes(String figure, Sample ours, String beside, Sample theirs, double bar) {
        return new Row(
                figure,
                ours,
                beside,
                Optional.of(theirs),
                "≤ " + Interval.number(bar) + " ×",
                ours.ratioTo(theirs).atMost(bar));
    }

    /** Ours must be at most so many times theirs, or at most so much above it. */
    public static Row atMostTimesOrAbove(
            String figure, Sample ours, String beside, Sample theirs, double bar, double above) {
        String ratio = ours.ratioTo(theirs).atMost(bar);
        String difference = ours.above(theirs).atMost(above);
        return new Row(
                figure,
                ours,
                beside,
                Optional.of(theirs),
                "≤ " + Interval.number(bar) + " × or + " + Interval.number(above),
                Interval.either(ratio, difference));
    }

    /** Ours must be at most so much above theirs. */
    public static Row atMostAbove(String figure, Sample ours, String beside, Sample theirs, double above) {
        return new Row(
                figure,
                ours,
                beside,
                Optional.of(theirs),
                "≤ + " + Interval.number(above),
                ours.above(theirs).atMost(above));
    }

    /** Ours must be at least so many times theirs. */
    public static Row atLeastTimes(String figure, Sample ours, String beside, Sample theirs, double bar) {
        return new Row(
                figure,
                ours,
                beside,
                Optional.of(theirs),
                "≥ " + Interval.number(bar) + " ×",
                ours.ratioTo(theirs).atLeast(bar));
    }

    /** Our median must be at most so much. */
    public static Row atMost(String figure, Sample ours, double bar, String beside, Optional<Sample> theirs) {
        return new Row(
                figure,
                ours,
                beside,
                theirs,
                "≤ " + Interval.number(bar),
                ours.median().atMost(bar));
    }

    /** Nothing is asked of it. */
    public static Row plain(String figure, Sample ours, String beside, Optional<Sample> theirs) {
        return new Row(figure, ours, beside, theirs, "", "");
    }

    /** The ratio, where each value has a partner. */
    public Optional<Interval> ratio() {
        return theirs.filter(other -> other.values().size() == ours.values().size())
                .map(ours::ratioTo);
    }
}
