package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.Optional;

/**
 * Something that is measured in turns.
 *
 * @param command its numbers are one take
 * @param share which percentile of a take is its value
 * @param scale to the unit of the figure
 * @param verdict makes the row
 */
record Lane(String figure, String command, double share, double scale, Verdict verdict) {
    /** Holds ours against a bar. */
    interface Verdict {
        Row row(String figure, Sample ours, String beside, Sample theirs);
    }

    static Lane atMost(String figure, String command, double scale, double bar) {
        return new Lane(
                figure,
                command,
                0.5,
                scale,
                (name, ours, beside, theirs) -> Row.atMostTimes(name, ours, beside, theirs, bar));
    }

    static Lane atLeast(String figure, String command, double scale, double bar) {
        return new Lane(
                figure,
                command,
                0.5,
                scale,
                (name, ours, beside, theirs) -> Row.atLeastTimes(name, ours, beside, theirs, bar));
    }

    static Lane p99(String figure, String command, double scale, double bar) {
        return new Lane(
                figure,
                command,
                0.99,
                scale,
                (name, ours, beside, theirs) -> Row.atMost(name, ours, bar, beside, Optional.of(theirs)));
    }

    boolean isTime() {
        return !command.startsWith("oneway");
    }

    double take(Worker worker) throws IOException {
        return Sample.of(worker.numbers(command)).at(share) * scale;
    }
}
