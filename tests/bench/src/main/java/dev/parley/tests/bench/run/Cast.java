package dev.parley.tests.bench.run;

import java.io.IOException;
import java.util.List;

/**
 * One who tells many, whatever carries it.
 *
 * @param speaker a process of its own
 * @param audience another one, of all whose receipt is counted
 * @param listeners how many they are
 */
record Cast(Worker speaker, Worker audience, int listeners) {
    /** In a burst of so many milliseconds, or messages: how many were delivered to them a second, from the first call to the last receipt. */
    double burst(long millis, long most) throws IOException {
        audience.ask("reset");
        List<String> said = speaker.ask("burst", millis, most);
        long delivered = Long.parseLong(said.get(1)) * listeners;
        long last = audience.number("came", delivered);
        return delivered * 1e9 / (last - Long.parseLong(said.get(0)));
    }

    /**
     * What came of a burst.
     *
     * @param rate how many a second, from the first call to the last receipt
     * @param share how many of those that were sent
     */
    record Came(double rate, double share) {}

    /** The same where some may go without a message: who does not keep up. */
    Came burstOrLess(long millis) throws IOException {
        audience.ask("reset");
        List<String> said = speaker.ask("burst", millis, Long.MAX_VALUE);
        List<String> settled = audience.ask("settled");
        double came = Double.parseDouble(settled.get(0));
        double nanos = Long.parseLong(settled.get(1)) - Long.parseLong(said.get(0));
        return new Came(came * 1e9 / nanos, came / (Long.parseLong(said.get(1)) * listeners));
    }

    /** So many, so many a second: for how many microseconds the speaker had each in hand. */
    double[] paced(int count, int rate) throws IOException {
        audience.ask("reset");
        double[] micros = speaker.numbers("paced", count, rate);
        audience.ask("came", (long) count * listeners);
        return micros;
    }

    /** A percentile of the time under way of what came since {@link #paced} or {@link #burst}, in microseconds. */
    double delay(double share) throws IOException {
        return audience.numbers("delays", share)[0];
    }

    void end(Children children) {
        children.end(audience);
        children.end(speaker);
    }
}
