package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What ten thousand contacts cost: at the start, in memory, and when somebody looks for one. */
final class ManyContactsBench {
    private static final int MANY = 10_000;
    private static final double START_MS = 300;
    private static final int FACTOR = 3; // one start is like the next only within hundreds of milliseconds
    private static final double SEARCH_MS = 20;
    private static final String[] OPTIONS = {"--bind", "127.0.0.1", "--visibility", "nobody"};

    private final Peers peers;
    private final Plan plan;
    private final Report report;

    ManyContactsBench(Children children, Programs programs, Plan plan, Report report) {
        this.peers = new Peers(children, programs);
        this.plan = plan;
        this.report = report;
    }

    void run() throws IOException {
        Path many = peers.home();
        Path none = peers.home();
        Worker filled = peers.start(many, "many", List.of(), OPTIONS);
        filled.ask("fill", MANY);
        peers.end(filled);
        List<Double> withMany = new ArrayList<>();
        List<Double> withNone = new ArrayList<>();
        for (int i = -2; i < plan.pairs() * FACTOR; i++) { // the first ones make keys and caches
            boolean manyFirst = i % 2 == 0;
            double one = start(manyFirst ? many : none);
            double other = start(manyFirst ? none : many);
            if (i >= 0) {
                withMany.add(manyFirst ? one : other);
                withNone.add(manyFirst ? other : one);
            }
        }
        add(Row.atMostAbove(
                "process start to signed in and contacts loaded, 10,000 contacts, ms",
                new Sample(withMany),
                "with none",
                new Sample(withNone),
                START_MS));
        inMemory(many, none);
    }

    /** Until it is signed in and its contacts are there, whichever is later. */
    private double start(Path home) throws IOException {
        long begun = System.nanoTime();
        Worker peer = peers.start(home, "many", List.of(), OPTIONS);
        double took = (Math.max(peer.number("visible"), peer.number("loaded")) - begun) / 1e6;
        peers.end(peer);
        return took;
    }

    private void inMemory(Path many, Path none) throws IOException {
        Worker without = peers.start(none, "many", List.of(), OPTIONS);
        long floor = settled(without);
        peers.end(without);
        Worker with = peers.start(many, "many", List.of(), OPTIONS);
        with.number("loaded");
        double[] micros = with.numbers("searches", 1 + plan.roundTrips(), MANY);
        add(Row.atMost(
                "search by name, 10,000 contacts, ms",
                millis(Arrays.copyOfRange(micros, 1, micros.length)),
                SEARCH_MS,
                "-",
                Optional.empty()));
        add(Row.plain("the first search after a start, ms", millis(micros[0]), "-", Optional.empty()));
        if (with.number("contacts") != MANY) {
            throw new IOException("there are not " + MANY + " contacts");
        }
        double shown = (settled(with) - floor) / 1024.0 / MANY;
        add(Row.plain("heap of a contact, of 10,000, each shown once, KB", Sample.of(shown), "-", Optional.empty()));
        peers.end(with);
    }

    /** Bytes of live objects, once everything is there. */
    private static long settled(Worker peer) throws IOException {
        peer.number("visible");
        peer.number("loaded");
        return peer.number("heap");
    }

    private static Sample millis(double... micros) {
        return new Sample(Arrays.stream(micros).mapToObj(value -> value / 1e3).toList());
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
