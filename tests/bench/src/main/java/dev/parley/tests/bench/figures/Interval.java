package dev.parley.tests.bench.figures;

import java.util.Locale;

/**
 * A figure and how sure it is.
 *
 * @param value the figure
 * @param low where its 95 % interval begins
 * @param high where it ends
 */
public record Interval(double value, double low, double high) {
    /** Against a bar that must not be passed upwards. */
    public String atMost(double bar) {
        return high <= bar ? "holds" : low > bar ? "missed" : "unclear";
    }

    /** Against a bar that must be reached. */
    public String atLeast(double bar) {
        return low >= bar ? "holds" : high < bar ? "missed" : "unclear";
    }

    /** Of two bars of which one is enough. */
    static String either(String verdict, String other) {
        return verdict.equals("holds") || other.equals("holds")
                ? "holds"
                : verdict.equals("missed") && other.equals("missed") ? "missed" : "unclear";
    }

    @Override
    public String toString() {
        return number(value) + " [" + number(low) + ", " + number(high) + "]";
    }

    /** Three digits that matter. */
    public static String number(double value) {
        int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
