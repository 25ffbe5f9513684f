package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the call of {@code invite} to {@code launched} in the other process, which says yes to all; the link is there. */
final class InviteBench {
    private static final String[] OPTIONS = {"--bind", "127.0.0.1", "--visibility", "nobody", "--accept", "all"};
    private static final int FACTOR = 3;
    private static final int WARM_UP_FACTOR = 10; // the first hundred are compiled while they run

    private final Peers peers;
    private final Plan plan;
    private final Report report;

    InviteBench(Children children, Programs programs, Plan plan, Report report) {
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
        List<Double> millis = new ArrayList<>();
        for (int i = -plan.warmUps() * WARM_UP_FACTOR; i < plan.pairs() * FACTOR; i++) {
            long asked = here.number("invite", whom);
            long launched = there.number("launched");
            if (i >= 0) {
                millis.add((launched - asked) / 1e6);
            }
        }
        Row row = Row.atMost("invite to launched on the other side, ms", new Sample(millis), 20, "-", Optional.empty());
        System.out.print("bench: " + Report.line(row));
        report.add(row);
        peers.end(here);
        peers.end(there);
    }
}
