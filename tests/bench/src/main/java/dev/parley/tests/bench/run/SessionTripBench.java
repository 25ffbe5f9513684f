package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message in a session and what comes back, beside a bare stream of the same link: in turns, between the same two processes. */
final class SessionTripBench {
    private static final double TIMES = 1.3;
    private static final String[] OPTIONS = {"--bind", "127.0.0.1", "--visibility", "nobody", "--accept", "all"};
    private static final List<String> COMMANDS = List.of("sessiontrips", "roundtrips", "requests");

    private final Peers peers;
    private final Plan plan;
    private final Report report;

    SessionTripBench(Children children, Programs programs, Plan plan, Report report) {
        this.peers = new Peers(children, programs);
        this.plan = plan;
        this.report = report;
    }

    void run() throws IOException {
        Worker there = peers.start(peers.home(), "there", List.of(), OPTIONS);
        Worker here = peers.start(peers.home(), "here", List.of(), OPTIONS);
        String whom = there.ask("me").get(0);
        there.ask("accept", here.ask("me").get(0).split("/")[0]);
        here.ask("accept", whom.split("/")[0]);
        here.ask("hold", whom);
        here.ask("target", whom.split("/")[2], whom);
        here.ask("stay");
        here.ask("session", whom);
        List<List<Double>> micros = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = -plan.warmUps(); i < plan.pairs(); i++) {
            for (int j = 0; j < COMMANDS.size(); j++) {
                int turn = i % 2 == 0 ? j : COMMANDS.size() - 1 - j;
                double middle = Sample.of(here.numbers(COMMANDS.get(turn), plan.roundTrips()))
                        .at(0.5);
                if (i >= 0) {
                    micros.get(turn).add(middle);
                }
            }
        }
        Sample bare = new Sample(micros.get(1));
        String beside = "bare stream of the same link";
        add(Row.atMostTimes(
                "ephemeral message in a session and back, 256 B, µs", new Sample(micros.get(0)), beside, bare, TIMES));
        add(Row.plain(
                "request in a session and its answer, 256 B, µs",
                new Sample(micros.get(2)),
                beside,
                Optional.of(bare)));
        peers.end(here);
        peers.end(there);
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
