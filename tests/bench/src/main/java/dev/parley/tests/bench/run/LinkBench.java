package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a link costs, beside bare Netty: each value of ours is taken right before or after its partner. */
final class LinkBench {
    private static final int IDLE = 100;
    private static final int SMALL = 256;
    private static final int LARGE = 65_536;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;
    private final String provider;

    /** @param provider of TLS, ours and the floor's: auto, jdk or openssl */
    LinkBench(Children children, Programs programs, Plan plan, Report report, String provider) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
        this.provider = provider;
    }

    void run() throws IOException {
        Path left = children.folder("home");
        Path right = children.folder("home");
        Duo ours = ours(left, right);
        Duo floor = floor(left, right);
        String netty = "bare Netty (" + floor.client().ask("madeof").get(0) + ")";
        Optional<Duo> other =
                NettyTls.find(children, programs, floor.client().ask("madeof").get(0));
        for (Lane lane : lanes()) {
            Taken taken = new Taken(lane, ours.client(), floor.client(), other.map(Duo::client));
            taken.run(plan.warmUps(), plan.pairs());
            Row row = taken.row(netty);
            System.out.print("bench: " + Report.line(row));
            report.add(row);
            taken.floorRow(netty, NettyTls.NAME).ifPresent(beside -> {
                report.add(beside);
                if (beside.verdict().equals("missed")) {
                    report.spoil("the floor does not reach 0.85 × netty-tls: " + beside.figure() + ".");
                }
            });
        }
        processor("dial", "dials " + plan.dials(), ours, floor, netty);
        processor("request-reply", "roundtrips " + plan.roundTrips(), ours, floor, netty);
        idle(ours, floor, netty);
        other.ifPresent(duo -> duo.end(children));
        ours.end(children);
        floor.end(children);
    }

    private List<Lane> lanes() {
        int trips = plan.roundTrips();
        return List.of(
                Lane.atMost("dial to first reply, ms", "dials " + plan.dials(), 1e-3, 1.3),
                Lane.atMost("request-reply 256 B, µs", "roundtrips " + trips, 1, 1.5),
                Lane.atLeast("one way 256 B, messages/s", "oneway " + SMALL + " " + plan.millis(), 1, 0.7),
                Lane.atLeast("bulk 64 KiB, MB/s", "oneway " + LARGE + " " + plan.millis(), LARGE / 1e6, 0.7),
                Lane.p99("request-reply p99 beside bulk, ms", "beside " + trips, 1e-3, 10));
    }

    private Duo ours(Path left, Path right) throws IOException {
        String realm = "bench" + ProcessHandle.current().pid();
        Worker server = peer(left, "left", realm);
        Worker client = peer(right, "right", realm);
        String whom = server.ask("me").get(0);
        server.ask("accept", client.ask("me").get(0).split("/")[0]);
        client.ask("accept", whom.split("/")[0]);
        client.ask("target", server.number("listen"), whom);
        client.ask("stay");
        return new Duo(server, client);
    }

    private Worker peer(Path home, String name, String realm) throws IOException {
        Path feature = home.resolve("provider.json");
        Files.writeString(
                feature,
                """
                {"feature-resource-version": "1.0", "id": "dev.parley:bench:1.0.0",
                 "configurations": {"dev.parley.transport.tls": {"provider": "%s"}}}
                """
                        .formatted(provider));
        return children.add(new Worker(
                name,
                children.folder("rope"),
                programs.peer(
                        home,
                        name,
                        realm,
                        "--bind",
                        "127.0.0.1",
                        "--visibility",
                        "nobody",
                        "--feature",
                        feature.toString()),
                Map.of()));
    }

    private Duo floor(Path left, Path right) throws IOException {
        Worker server = children.add(new Worker(
                "floor server", children.folder("rope"), programs.floor("netty", provider, left.toString()), Map.of()));
        Worker client = children.add(new Worker(
                "floor client",
                children.folder("rope"),
                programs.floor("netty", provider, right.toString()),
                Map.of()));
        client.ask("target", server.number("listen"), "-");
        client.ask("stay");
        return new Duo(server, client);
    }

    /** How much of a processor something takes: what a busy machine disturbs least. */
    private void processor(String what, String command, Duo ours, Duo floor, String netty) throws IOException {
        List<Double> our = new ArrayList<>();
        List<Double> their = new ArrayList<>();
        for (int i = 0; i < plan.pairs(); i++) {
            our.add(ours.processorMicros(command));
            their.add(floor.processorMicros(command));
        }
        Row row = Row.plain(
                "processor time of a " + what + ", both sides, µs",
                new Sample(our),
                netty,
                Optional.of(new Sample(their)));
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }

    private void idle(Duo ours, Duo floor, String netty) throws IOException {
        double[] our = ours.idleKb(IDLE);
        double[] their = floor.idleKb(IDLE);
        Row row = Row.atMost(
                "heap of an idle connection with one channel (accepting side, dialling side), KB",
                Sample.of(our),
                30,
                netty,
                Optional.of(Sample.of(their)));
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }

    /** A server and its client. */
    record Duo(Worker server, Worker client) {
        void end(Children children) {
            children.end(client);
            children.end(server);
        }

        private double processorMicros(String command) throws IOException {
            long before = server.processorNanos() + client.processorNanos();
            int count = client.numbers(command).length;
            return (server.processorNanos() + client.processorNanos() - before) / 1e3 / count;
        }

        double[] idleKb(int count) throws IOException {
            long serverBefore = server.number("heap");
            long clientBefore = client.number("heap");
            client.ask("idle", count);
            double[] kb = {
                (server.number("heap") - serverBefore) / 1024.0 / count,
                (client.number("heap") - clientBefore) / 1024.0 / count
            };
            client.ask("close");
            return kb;
        }
    }
}
