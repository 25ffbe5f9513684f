package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** 16 members who all talk for some minutes: what each has in memory after each of them, and that all came, once. */
final class SixteenBench {
    private static final int OTHERS = 15;
    private static final double BAR = 1.05;

    private final Children children;
    private final Programs programs;
    private final Plan plan;
    private final Report report;
    private final String provider;

    SixteenBench(Children children, Programs programs, Plan plan, Report report, String provider) {
        this.children = children;
        this.programs = programs;
        this.plan = plan;
        this.report = report;
        this.provider = provider;
    }

    void run() throws IOException {
        SessionGroup group = SessionGroup.start(children, programs, provider, List.of(), 1, OTHERS);
        List<Double> kilobytes = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        for (int i = 0; i < plan.spells(); i++) {
            talk(group);
            alone.add(group.speaker().number("heap") / 1024.0);
            kilobytes.add(group.processes().get(1).number("heap") / 1024.0 / OTHERS);
        }
        Sample later = new Sample(kilobytes.subList(1, kilobytes.size()));
        add(Row.atMost(
                "live heap of one of 16 members after " + spell() + ", times that after the first",
                new Sample(later.values().stream()
                        .map(one -> one / kilobytes.get(0))
                        .toList()),
                BAR,
                "-",
                Optional.empty()));
        add(Row.plain("the same, KB", later, "-", Optional.empty()));
        add(Row.plain("of one alone in a process, KB", new Sample(alone), "-", Optional.empty()));
        group.end(children);
    }

    private String spell() {
        return plan.spellSeconds() == 60 ? "each minute" : "each " + plan.spellSeconds() + " s";
    }

    /** All at once; fails when something was lost, or came twice. */
    private void talk(SessionGroup group) throws IOException {
        for (Worker process : group.processes()) {
            process.ask("reset");
        }
        List<CompletableFuture<List<String>>> talking = group.processes().stream()
                .map(process -> CompletableFuture.supplyAsync(() -> talk(process)))
                .toList();
        List<String> said =
                talking.stream().map(CompletableFuture::join).toList().get(0);
        long ephemeral = Long.parseLong(said.get(0));
        long durable = Long.parseLong(said.get(1));
        long each = OTHERS * ephemeral + (OTHERS + 1) * durable; // one's own durable ones come back
        group.speaker().ask("came", each);
        group.processes().get(1).ask("came", OTHERS * each);
    }

    private List<String> talk(Worker process) {
        try {
            return process.ask("talk", plan.spellSeconds());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }
}
