package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** How soon people on a subnet see each other: hosts on a bridge, by the monotonic clock that all processes share. */
final class NearBench {
    private static final int HOSTS = 10;
    private static final String[] OPTIONS = {"--visibility", "everyone"};

    private final Children children;
    private final Programs programs;
    private final Peers peers;
    private final Plan plan;
    private final Report report;

    NearBench(Children children, Programs programs, Plan plan, Report report) {
        this.children = children;
        this.programs = programs;
        this.peers = new Peers(children, programs);
        this.plan = plan;
        this.report = report;
    }

    void run() throws IOException {
        if (!Lan.possible()) {
            report.note("People near were not measured: network namespaces need root and iproute2.");
            return;
        }
        Lan lan = children.add(new Lan(HOSTS + 1));
        Optional<Sample> libp2p = DiscoveryHarness.seen(programs, "disc-libp2p-mdns", plan.pairs(), report);
        twoHosts(lan, libp2p);
        newcomers(lan);
        children.end(lan);
    }

    private void twoHosts(Lan lan, Optional<Sample> libp2p) throws IOException {
        Path home = peers.home();
        Worker watcher = peers.start(peers.home(), "watcher", lan.inside(1), OPTIONS);
        Worker publisher = peers.start(home, "publisher", lan.inside(2), OPTIONS);
        watcher.ask("me");
        publisher.ask("me"); // takes a lease beside the console's
        watcher.number("came", "publisher");
        watcher.ask("mark");
        Peers.call(home, "sign-out");
        publisher.number("signout");
        watcher.number("went", "publisher");
        List<Double> came = new ArrayList<>();
        List<Double> went = new ArrayList<>();
        for (int i = -plan.warmUps(); i < plan.pairs(); i++) {
            watcher.ask("mark");
            double toCome = millis(publisher.number("signin"), watcher.number("came", "publisher"));
            watcher.ask("mark");
            double toGo = millis(publisher.number("signout"), watcher.number("went", "publisher"));
            if (i >= 0) {
                came.add(toCome);
                went.add(toGo);
            }
        }
        add(Row.atMost("publish to sighting with name, two hosts, ms", new Sample(came), 50, "libp2p mDNS", libp2p));
        add(Row.atMost("goodbye to gone, two hosts, ms", new Sample(went), 50, "-", Optional.empty()));
        peers.end(publisher);
        peers.end(watcher);
    }

    /** The same host starts anew again and again, each time cold: a new process that has seen nobody. */
    private void newcomers(Lan lan) throws IOException {
        List<Worker> there = hosts(lan);
        there.get(0).number("seen", HOSTS - 1);
        Path home = peers.home();
        List<Double> seen = new ArrayList<>();
        List<Double> linked = new ArrayList<>();
        List<Double> linkedFromStart = new ArrayList<>();
        for (int i = -1; i < plan.repeats(); i++) {
            long begun = System.nanoTime();
            Worker newcomer = peers.start(home, "newcomer", lan.inside(HOSTS + 1), OPTIONS);
            long visible = newcomer.number("visible");
            long all = newcomer.number("seen", HOSTS);
            long known = newcomer.number("linked", HOSTS);
            if (i >= 0) { // the first one makes its keys
                seen.add(millis(visible, all));
                linked.add(millis(visible, known));
                linkedFromStart.add(millis(begun, known));
            }
            peers.end(newcomer);
        }
        add(Row.atMost(
                "newcomer among 10 hosts, from signed in: all seen, ms", new Sample(seen), 100, "-", Optional.empty()));
        add(Row.atMost(
                "newcomer among 10 hosts, from signed in, cold: all linked and named, ms",
                new Sample(linked),
                2_500,
                "-",
                Optional.empty()));
        add(Row.plain(
                "the same from the start of the process, ms", new Sample(linkedFromStart), "-", Optional.empty()));
        there.forEach(peers::end);
    }

    /** All at once, which takes as long as the processors need. */
    private List<Worker> hosts(Lan lan) throws IOException {
        List<CompletableFuture<Worker>> starting = new ArrayList<>();
        for (int i = 1; i <= HOSTS; i++) {
            int host = i;
            starting.add(CompletableFuture.supplyAsync(() -> host(lan, host), task -> new Thread(task).start()));
        }
        try {
            return starting.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw new IOException("a host did not start", e.getCause());
        }
    }

    private Worker host(Lan lan, int number) {
        try {
            return peers.start(peers.home(), "host" + number, lan.inside(number), OPTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }

    private static double millis(long from, long to) {
        return (double) TimeUnit.NANOSECONDS.toMicros(to - from) / 1e3;
    }
}
