package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        List<Double> lost = new ArrayList<>();
        for (int i = -plan.warmUps(); i < plan.pairs(); i++) {
            Cast.Came first = i % 2 == 0 ? alone(cast) : beside(cast, hostile, command);
            Cast.Came second = i % 2 == 0 ? beside(cast, hostile, command) : alone(cast);
            if (i >= 0) {
                Cast.Came came = i % 2 == 0 ? second : first;
                with.add(came.rate());
                without.add(i % 2 == 0 ? first.rate() : second.rate());
                lost.add(100 * (1 - came.share()));
            }
        }
        Row row = Row.atLeastTimes(
                "one to 3 others beside " + beside + ", messages/s",
                new Sample(with),
                "without",
                new Sample(without),
                TIMES);
        add(row);
        add(Row.plain(
                "of them lost beside " + beside + ", because one did not keep up, %",
                new Sample(lost),
                "-",
                Optional.empty()));
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }

    private Cast.Came alone(Cast cast) throws IOException {
        return cast.burstOrLess(plan.millis());
    }

    private Cast.Came beside(Cast cast, Worker hostile, String command) throws IOException, InterruptedException {
        CompletableFuture<List<String>> being = CompletableFuture.supplyAsync(() -> {
            try {
                return hostile.ask(command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Thread.sleep(AROUND_MS);
        Cast.Came came = alone(cast);
        being.join();
        return came;
    }
}
