package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All figures of the issue, in one run: see README.md. */
public final class Bench {
    private final List<String> only = new ArrayList<>();
    private final Report report = new Report();
    private Plan plan = Plan.FULL;
    private Path out = Path.of("results");
    private String provider = "auto";

    private Bench() {}

    /** A part of the run. */
    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        Bench bench = new Bench();
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--quick" -> bench.plan = Plan.QUICK;
                case "--only" -> bench.only.addAll(List.of(words[++i].split(",")));
                case "--out" -> bench.out = Path.of(words[++i]);
                case "--provider" -> bench.provider = words[++i];
                default -> {
                    System.err.println(
                            "bench: " + words[i]
                                    + " is none of --quick, --only link,invite,near,query,watchers,add,contacts,durable,catchup,sessionrtt,burst,paced,hostile,sixteen,start, --provider auto|jdk|openssl, --out DIR");
                    System.exit(2);
                }
            }
        }
        System.exit(bench.run());
    }

    private int run() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Map<String, String> machine = Machine.describe(plan);
        Programs programs = Programs.find();
        int failed = 0;
        try (Children children = new Children()) {
            failed += part("link", () -> new LinkBench(children, programs, plan, report, provider).run());
            failed += part("invite", () -> new InviteBench(children, programs, plan, report).run());
            failed += part("near", () -> new NearBench(children, programs, plan, report).run());
            failed += part("query", () -> new QueryBench(plan, report).run());
            failed += part("watchers", () -> new WatchersBench(children, programs, plan, report).run());
            failed += part("add", () -> new ContactAddBench(children, programs, plan, report).run());
            failed += part("contacts", () -> new ManyContactsBench(children, programs, plan, report).run());
            failed += part("durable", () -> new DurableBench(children, programs, plan, report, provider).run());
            failed += part("catchup", () -> new CatchUpBench(children, programs, plan, report, provider).run());
            failed += part("sessionrtt", () -> new SessionTripBench(children, programs, plan, report).run());
            failed += part("burst", () -> new BurstBench(children, programs, plan, report).run());
            failed += part("paced", () -> new PacedBench(children, programs, plan, report, provider).run());
            failed += part("hostile", () -> new HostileBench(children, programs, plan, report, provider).run());
            failed += part("sixteen", () -> new SixteenBench(children, programs, plan, report, provider).run());
            failed += part("start", () -> new StartBench(children, programs, plan, report).run());
        }
        machine.put("load at the end", Machine.load());
        machine.put("took", Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        Files.createDirectories(out);
        Files.writeString(out.resolve("table.md"), report.table(machine));
        Files.writeString(out.resolve("numbers.csv"), report.numbers());
        System.out.println("bench: " + out.resolve("table.md") + ", " + out.resolve("numbers.csv"));
        return failed == 0 ? 0 : 1;
    }

    /** A part that fails is named, and spoils nothing but itself. */
    private int part(String name, Part part) throws InterruptedException {
        if (!only.isEmpty() && !only.contains(name)) {
            return 0;
        }
        System.out.println("bench: " + name + " ...");
        try {
            part.run();
            return 0;
        } catch (IOException | RuntimeException e) {
            System.out.println("bench: " + name + " failed: " + e.getMessage());
            report.note(name + " was not measured to its end: " + e.getMessage());
            return 1;
        }
    }
}
