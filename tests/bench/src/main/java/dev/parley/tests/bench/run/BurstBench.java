package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** As many ephemeral messages as go from one to 15 others, beside JGroups over TLS of the same provider, when {@code PEERS_DIR} has it. */
final class BurstBench {
    private static final int OTHERS = 15;
    private static final int SIZE = 256;
    private static final String PROVIDER = "jdk"; // JGroups has no other one
    private static final double TIMES = 0.7;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;

    BurstBench(Children children, Programs programs, Plan plan, Report report) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
    }

    void run() throws IOException {
        Optional<Cast> other = JGroupsTls.find(children, programs, OTHERS);
        SessionGroup group = SessionGroup.start(children, programs, PROVIDER, List.of(), 1, OTHERS);
        List<Cast> casts = new ArrayList<>(List.of(group.cast(1, OTHERS)));
        other.ifPresent(casts::add);
        List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = -plan.warmUps(); i < plan.pairs(); i++) {
            for (int j = 0; j < casts.size(); j++) {
                int turn = i % 2 == 0 ? j : casts.size() - 1 - j;
                double rate = casts.get(turn).burst(plan.millis(), Long.MAX_VALUE);
                if (i >= 0) {
                    rates.get(turn).add(rate);
                }
            }
        }
        String figure = "burst from one to 15 others, 256 B, delivered ";
        Sample ours = new Sample(rates.get(0));
        if (other.isPresent()) {
            Sample theirs = new Sample(rates.get(1));
            add(Row.atLeastTimes(figure + "messages/s", ours, JGroupsTls.NAME, theirs, TIMES));
            add(Row.plain(figure + "MB/s", megabytes(ours), JGroupsTls.NAME, Optional.of(megabytes(theirs))));
        } else {
            add(Row.plain(figure + "messages/s", ours, "-", Optional.empty()));
            add(Row.plain(figure + "MB/s", megabytes(ours), "-", Optional.empty()));
        }
        group.end(children);
        other.ifPresent(cast -> cast.end(children));
    }

    private static Sample megabytes(Sample rates) {
        return new Sample(rates.values().stream().map(rate -> rate * SIZE / 1e6).toList());
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
