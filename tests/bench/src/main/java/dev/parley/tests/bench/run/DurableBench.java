package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** 1,000 durable messages a second from one to three others, each with a journal of its own on the disk. */
final class DurableBench {
    private static final int OTHERS = 3;
    private static final int RATE = 1000;
    private static final int TAKE = 2 * RATE;
    private static final int WARM_UPS = 3;
    private static final double SHARE = 0.99;
    private static final double BAR_MS = 50;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;
    private final String provider;

    DurableBench(Children children, Programs programs, Plan plan, Report report, String provider) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
        this.provider = provider;
    }

    void run() throws IOException {
        SessionGroup group = SessionGroup.start(children, programs, provider, List.of(), 1, OTHERS);
        group.speaker().ask("kind", "durable");
        Cast cast = group.cast(1, OTHERS);
        List<Double> confirmed = new ArrayList<>();
        List<Double> middle = new ArrayList<>();
        List<Double> delivered = new ArrayList<>();
        for (int i = -WARM_UPS; i < plan.pairs(); i++) {
            Sample micros = Sample.of(cast.paced(TAKE, RATE));
            if (i >= 0) {
                confirmed.add(micros.at(SHARE) / 1e3);
                middle.add(micros.at(0.5) / 1e3);
                delivered.add(cast.delay(SHARE) / 1e3);
            }
        }
        String figure = "durable message at 1,000/s to 3 others, ";
        add(Row.atMost(figure + "confirmed, p99, ms", new Sample(confirmed), BAR_MS, "-", Optional.empty()));
        add(Row.plain("the same, the one in the middle, ms", new Sample(middle), "-", Optional.empty()));
        add(Row.plain(figure + "delivered at each, p99, ms", new Sample(delivered), "-", Optional.empty()));
        group.end(children);
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
