package dev.parley.tests.bench.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Measured values, in the order they were taken. */
public record Sample(List<Double> values) {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_261_124;

    /** @throws IllegalArgumentException when there are none: nothing measured is no figure */
    public Sample {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    public static Sample of(double... values) {
        return new Sample(Arrays.stream(values).boxed().toList());
    }

    /** The median, with its interval. */
    public Interval median() {
        return bootstrap(picks -> middle(sorted(picks)));
    }

    /** A percentile by nearest rank, with its interval. */
    public Interval percentile(double share) {
        return bootstrap(picks -> rank(sorted(picks), share));
    }

    /** A percentile by nearest rank; 0.5 is the median. */
    public double at(double share) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return share == 0.5 ? middle(sorted) : rank(sorted, share);
    }

    /**
     * The ratio of this median to another's, each value of this paired with the other's taken beside it; the interval by drawing whole
     * pairs.
     */
    public Interval ratioTo(Sample other) {
        requirePartners(other);
        return bootstrap(picks -> middle(sorted(picks)) / middle(other.sorted(picks)));
    }

    /** How much this median is above another's; pairs as in {@link #ratioTo}. */
    public Interval above(Sample other) {
        requirePartners(other);
        return bootstrap(picks -> middle(sorted(picks)) - middle(other.sorted(picks)));
    }

    private void requirePartners(Sample other) {
        if (other.values.size() != values.size()) {
            throw new IllegalArgumentException("a value has no partner");
        }
    }

    /** 95 %, percentile method (Efron, 1979). The same draws each time: a table can be made again from its numbers. */
    private Interval bootstrap(ToDoubleFunction<int[]> statistic) {
        int count = values.size();
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        Random random = new Random(SEED);
        double[] drawn = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            drawn[i] = statistic.applyAsDouble(random.ints(count, 0, count).toArray());
        }
        Arrays.sort(drawn);
        return new Interval(
                statistic.applyAsDouble(all), drawn[(int) (RESAMPLES * 0.025)], drawn[(int) (RESAMPLES * 0.975)]);
    }

    private double[] sorted(int[] picks) {
        return Arrays.stream(picks).mapToDouble(values::get).sorted().toArray();
    }

    private static double rank(double[] sorted, double share) {
        return sorted[(int) Math.max(0, Math.ceil(sorted.length * share) - 1)];
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
