package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A member goes, misses 100,000 durable messages, and comes back: from its start to the last of them at its application. */
final class CatchUpBench {
    private static final int MISSED = 100_000;
    private static final long LIMIT_MS = 110_000;
    private static final int MOST = 5;
    private static final double BAR_S = 5;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;
    private final String provider;

    CatchUpBench(Children children, Programs programs, Plan plan, Report report, String provider) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
        this.provider = provider;
    }

    void run() throws IOException {
        SessionGroup group = SessionGroup.start(children, programs, provider, List.of(), 1, 1, 1);
        group.speaker().ask("kind", "durable");
        Worker away = group.processes().get(2);
        List<Double> seconds = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, plan.repeats()); i++) {
            away.ask("away");
            rates.add(group.cast(1, 1).burst(LIMIT_MS, MISSED));
            away.ask("reset");
            long begun = away.number("back");
            seconds.add((away.number("came", MISSED) - begun) / 1e9);
        }
        add(Row.atMost(
                "catching up with 100,000 durable messages of 256 B, s",
                new Sample(seconds),
                BAR_S,
                "-",
                Optional.empty()));
        add(Row.plain(
                "burst of 100,000 durable messages to one other, messages/s",
                new Sample(rates),
                "-",
                Optional.empty()));
        group.end(children);
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
