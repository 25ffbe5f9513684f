package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How soon all who watch somebody are told a change of status: each over a link of its own, by the clock that processes share. */
final class WatchersBench {
    private static final int WATCHERS = 100;
    private static final double BAR_MS = 100;
    private static final double SHARE = 0.99;

    private final Children children;
    private final Programs programs;
    private final Peers peers;
    private final Plan plan;
    private final Report report;

    WatchersBench(Children children, Programs programs, Plan plan, Report report) {
        this.children = children;
        this.programs = programs;
        this.peers = new Peers(children, programs);
        this.plan = plan;
        this.report = report;
    }

    void run() throws IOException {
        Path folder = children.folder("watchers");
        Worker watched =
                peers.start(peers.home(), "watched", List.of(), "--bind", "127.0.0.1", "--visibility", "nobody");
        Worker watchers = children.add(new Worker(
                "watchers",
                children.folder("rope"),
                programs.many("watchers.Watchers", folder, peers.realm()),
                Map.of()));
        String whom = watched.ask("me").get(0);
        watchers.ask("make", WATCHERS, whom);
        watched.ask("befriend", folder);
        watchers.ask("link", whom);
        List<Double> p99 = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        for (int i = -plan.warmUps(); i < plan.pairs(); i++) {
            String text = "status" + i;
            long asked = watched.number("present", text);
            Sample millis = new Sample(Arrays.stream(watchers.numbers("told", text))
                    .mapToObj(told -> (told - asked) / 1e6)
                    .toList());
            if (i >= 0) {
                p99.add(millis.at(SHARE));
                medians.add(millis.at(0.5));
            }
        }
        add(Row.atMost(
                "change of status told to 100 watchers, p99, ms", new Sample(p99), BAR_MS, "-", Optional.empty()));
        add(Row.plain("the same, the one in the middle, ms", new Sample(medians), "-", Optional.empty()));
        peers.end(watched);
        children.end(watchers);
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
