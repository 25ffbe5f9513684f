package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 1,000 ephemeral messages a second from one to 15 others, beside bare Netty with a connection to each of 15. */
final class PacedBench {
    private static final int OTHERS = 15;
    private static final int RATE = 1000;
    private static final double SHARE = 0.99;
    private static final double TIMES = 1.5;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;
    private final String provider;

    PacedBench(Children children, Programs programs, Plan plan, Report report, String provider) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
        this.provider = provider;
    }

    void run() throws IOException {
        SessionGroup group = SessionGroup.start(children, programs, provider, List.of(), 1, OTHERS);
        Cast floor = floor(group.creatorHome().toString());
        List<Cast> casts = List.of(group.cast(1, OTHERS), floor);
        List<List<Double>> p99 = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Double>> middle = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = -plan.warmUps(); i < plan.pairs(); i++) {
            for (int j = 0; j < casts.size(); j++) {
                int turn = i % 2 == 0 ? j : casts.size() - 1 - j;
                casts.get(turn).paced(RATE, RATE);
                if (i >= 0) {
                    p99.get(turn).add(casts.get(turn).delay(SHARE));
                    middle.get(turn).add(casts.get(turn).delay(0.5));
                }
            }
        }
        String netty = "bare Netty (" + floor.speaker().ask("madeof").get(0) + ")";
        String figure = "one to 15 others at 1,000/s, 256 B, ";
        add(Row.atMostTimes(figure + "p99, µs", new Sample(p99.get(0)), netty, new Sample(p99.get(1)), TIMES));
        add(Row.plain(
                figure + "the one in the middle, µs",
                new Sample(middle.get(0)),
                netty,
                Optional.of(new Sample(middle.get(1)))));
        floor.end(children);
        group.end(children);
    }

    private Cast floor(String home) throws IOException {
        List<String> command = programs.floor("netty", provider, home);
        Worker speaker = children.add(new Worker("floor speaker", children.folder("rope"), command, Map.of()));
        Worker audience = children.add(new Worker("floor audience", children.folder("rope"), command, Map.of()));
        audience.ask("attend", speaker.number("gather"), OTHERS);
        return new Cast(speaker, audience, OTHERS);
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
