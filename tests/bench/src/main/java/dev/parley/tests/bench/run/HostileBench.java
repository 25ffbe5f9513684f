package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How fast one tells three others while a fifth member is hostile, beside the same while it is not. */
final class HostileBench {
    private static final int OTHERS = 3;
    private static final long AROUND_MS = 200;
    private static final double TIMES = 0.95;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;
    private final String provider;

    HostileBench(Children children, Programs programs, Plan plan, Report report, String provider) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
        this.provider = provider;
    }

    void run() throws IOException, InterruptedException {
        List<String> last = List.of("nice", "-n", "19"); // what it burns itself is not what is measured
        SessionGroup group = SessionGroup.start(children, programs, provider, last, 1, OTHERS, 1);
        long time = plan.millis() + 2 * AROUND_MS;
        pairs(group, "one that sends as much as it may", "noise " + time + " " + Long.MAX_VALUE);
        pairs(
                group,
                "one that sends garbage on streams opened again and again",
                "garbage " + time + " " + group.members().get(1));
        group.end(children);
    }

    private void pairs(SessionGroup group, String beside, String command) throws IOException, InterruptedException {
        Worker hostile = group.processes().get(2);
        Cast cast = group.cast(1, OTHERS);
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int i = -plan.warmUps(); i < plan.pairs(); i++) {
            double first = i % 2 == 0 ? alone(cast) : beside(cast, hostile, command);
            double second = i % 2 == 0 ? beside(cast, hostile, command) : alone(cast);
            if (i >= 0) {
                with.add(i % 2 == 0 ? second : first);
                without.add(i % 2 == 0 ? first : second);
            }
        }
        Row row = Row.atLeastTimes(
                "one to 3 others beside " + beside + ", messages/s",
                new Sample(with),
                "without",
                new Sample(without),
                TIMES);
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }

    private double alone(Cast cast) throws IOException {
        return cast.burst(plan.millis(), Long.MAX_VALUE);
    }

    private double beside(Cast cast, Worker hostile, String command) throws IOException, InterruptedException {
        CompletableFuture<List<String>> being = CompletableFuture.supplyAsync(() -> {
            try {
                return hostile.ask(command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Thread.sleep(AROUND_MS);
        double rate = alone(cast);
        being.join();
        return rate;
    }
}
