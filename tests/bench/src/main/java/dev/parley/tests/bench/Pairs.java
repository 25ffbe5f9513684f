package dev.parley.tests.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Figures of ours and of a peer, taken in turns in one run, so that whatever else the machine does befalls both alike.
 */
final class Pairs {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_261_124;

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();

    void add(double our, double their) {
        ours.add(our);
        theirs.add(their);
    }

    int count() {
        return ours.size();
    }

    double ourMedian() {
        return median(ours);
    }

    double theirMedian() {
        return median(theirs);
    }

    /** The ratio of the medians, with a 95 % interval by bootstrap over the pairs (Efron, 1979; percentile method). */
    Interval ratio() {
        if (ours.isEmpty()) {
            throw new IllegalStateException("there is no pair yet");
        }
        Random random = new Random(SEED);
        double[] ratios = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            int[] picks = random.ints(count(), 0, count()).toArray();
            ratios[r] = medianOf(picks, ours::get) / medianOf(picks, theirs::get);
        }
        Arrays.sort(ratios);
        return new Interval(
                ourMedian() / theirMedian(),
                ratios[(int) (RESAMPLES * 0.025)],
                ratios[(int) (RESAMPLES * 0.975)]);
    }

    /**
     * A figure and how sure it is.
     *
     * @param value the ratio of the medians
     * @param low where the interval begins
     * @param high where it ends
     */
    record Interval(double value, double low, double high) {
        /** Against a bar that must not be passed upwards. */
        String atMost(double bar) {
            return high <= bar ? "holds" : low > bar ? "missed" : "unclear";
        }

        /** Against a bar that must be reached. */
        String atLeast(double bar) {
            return low >= bar ? "holds" : high < bar ? "missed" : "unclear";
        }
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return middle(sorted);
    }

    /** The value below which that share of the values lies. */
    static double percentile(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share))];
    }

    private static double medianOf(int[] picks, Function<Integer, Double> values) {
        return middle(Arrays.stream(picks).mapToDouble(values::apply).sorted().toArray());
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
