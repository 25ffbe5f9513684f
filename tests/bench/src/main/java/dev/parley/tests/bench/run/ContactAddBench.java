package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Until a contact is on disk: somebody near me, whose card was checked when we were linked; and a card from its text, which is read and
 * checked first. Each beside a row of as many bytes that bare SQLite puts into a file beside it, with the same settings.
 */
final class ContactAddBench {
    private static final int IN_A_TAKE = 20;
    private static final int WARM_UP_FACTOR = 5; // the first thousand are compiled while they run
    private static final double TIMES = 1.5;
    private static final double ABOVE_MS = 0.3;
    private static final String[] OPTIONS = {"--bind", "127.0.0.1", "--visibility", "nobody"};

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
        Worker other = peers.start(peers.home(), "met", List.of(), OPTIONS);
        Worker ours = peers.start(peers.home(), "keeper", List.of(), OPTIONS);
        ours.number("visible"); // signed in, though nobody sees it
        other.number("visible");
        ours.ask("hold", other.ask("me").get(0));
        List<String> bare = programs.floor(
                "sqlite", children.folder("sqlite").resolve("bare.db").toString());
        Worker floor = children.add(new Worker("bare SQLite", children.folder("rope"), bare, Map.of()));
        String amount = " " + IN_A_TAKE + " " + ours.number("cardbytes");
        lane("somebody near me added as a contact, to on disk, ms", "adds" + amount, ours, floor);
        lane("a contact's card read from its text, checked, to on disk, ms", "imports" + amount, ours, floor);
        peers.end(ours);
        peers.end(other);
        children.end(floor);
    }

    private void lane(String figure, String command, Worker ours, Worker floor) throws IOException {
        Lane lane = new Lane(
                figure,
                command,
                0.5,
                1e-3,
                (name, our, beside, their) -> Row.atMostTimesOrAbove(name, our, beside, their, TIMES, ABOVE_MS));
        Taken taken = new Taken(lane, ours, floor, Optional.empty());
        taken.run(plan.warmUps() * WARM_UP_FACTOR, plan.pairs());
        Row row = taken.row("bare SQLite, full sync");
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
