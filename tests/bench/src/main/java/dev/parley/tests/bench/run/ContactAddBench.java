package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Until a contact is on disk, from the text of its card, which is read and checked too; beside a row of as many bytes that bare SQLite
 * puts into a file beside it, with the same settings.
 */
final class ContactAddBench {
    private static final int IN_A_TAKE = 20;
    private static final double TIMES = 1.5;
    private static final double ABOVE_MS = 0.3;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;

    ContactAddBench(Children children, Programs programs, Plan plan, Report report) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
    }

    void run() throws IOException {
        Peers peers = new Peers(children, programs);
        Worker ours = peers.start(peers.home(), "keeper", List.of(), "--bind", "127.0.0.1", "--visibility", "nobody");
        List<String> bare = programs.floor(
                "sqlite", children.folder("sqlite").resolve("bare.db").toString());
        Worker floor = children.add(new Worker("bare SQLite", children.folder("rope"), bare, Map.of()));
        Lane lane = new Lane(
                "contact added to on disk, ms",
                "adds " + IN_A_TAKE + " " + ours.number("cardbytes"),
                0.5,
                1e-3,
                (name, our, beside, their) -> Row.atMostTimesOrAbove(name, our, beside, their, TIMES, ABOVE_MS));
        Taken taken = new Taken(lane, ours, floor, Optional.empty());
        taken.run(plan.warmUps(), plan.pairs());
        Row row = taken.row("bare SQLite, full sync");
        System.out.print("bench: " + Report.line(row));
        report.add(row);
        peers.end(ours);
        children.end(floor);
    }
}
