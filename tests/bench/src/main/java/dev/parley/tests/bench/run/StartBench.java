package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long a start takes, as a person starts it, and how much memory an idle peer holds; beside bare Felix with Gogo. */
final class StartBench {
    private static final long SETTLE_MS = 6_000;
    private static final long STOP_S = 5;
    private static final int ARCHIVE_S = 90;

    private final Children children;
    private final Programs programs;
    private final Peers peers;
    private final Plan plan;
    private final Report report;

    StartBench(Children children, Programs programs, Plan plan, Report report) {
        this.children = children;
        this.programs = programs;
        this.peers = new Peers(children, programs);
        this.plan = plan;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        Worker watcher =
                peers.start(peers.home(), "watcher", List.of(), "--bind", "127.0.0.1", "--visibility", "everyone");
        watcher.ask("me");
        Path home = peers.home();
        Path cache = children.folder("felix");
        starts(watcher, home, cache, "", 1_200);
        if (makeArchive(home)) {
            starts(watcher, home, cache, ", with the class archive", 800);
        }
        children.end(watcher);
        memory(home, cache);
    }

    private void starts(Worker watcher, Path home, Path cache, String how, double bar)
            throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> felix = new ArrayList<>();
        for (int i = -2; i < plan.repeats(); i++) { // the first makes keys and caches
            double our = start(watcher, home);
            double their = felix(cache);
            if (i >= 0) {
                ours.add(our);
                felix.add(their);
            }
        }
        add(Row.atMost(
                "process start to signed in and discoverable, identity existing" + how + ", ms",
                new Sample(ours),
                bar,
                "bare Felix with Gogo",
                Optional.of(new Sample(felix))));
    }

    /** A start that is let go on until it has had its archive made. */
    private boolean makeArchive(Path home) throws IOException, InterruptedException {
        Started peer = children.add(new Started(programs.script(home, "starter", peers.realm())));
        try {
            peer.await("collaboration.signed-in");
            for (int i = 0; i < ARCHIVE_S && !Files.exists(archive(home)); i++) {
                TimeUnit.SECONDS.sleep(1);
            }
        } finally {
            children.end(peer);
        }
        return Files.exists(archive(home));
    }

    /** The class archive that the launcher makes after a first start, when it makes one. */
    private static Path archive(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(file -> file.getFileName().toString().matches("[^n].*\\.(jsa|aot)")) // not "new-…"
                    .findFirst()
                    .orElse(home.resolve("no archive"));
        }
    }

    /** Until it has said so itself and another one sees its name. */
    private double start(Worker watcher, Path home) throws IOException, InterruptedException {
        watcher.ask("mark");
        long begun = System.nanoTime();
        Started peer = children.add(new Started(programs.script(home, "starter", peers.realm())));
        try {
            long signedIn = peer.await("collaboration.signed-in");
            long seen = watcher.number("came", "starter");
            return TimeUnit.NANOSECONDS.toMicros(Math.max(signedIn, seen) - begun) / 1e3;
        } finally {
            children.end(peer);
        }
    }

    private double felix(Path cache) throws IOException {
        long begun = System.nanoTime();
        Started felix = children.add(new Started(programs.felix(cache)));
        try {
            return TimeUnit.NANOSECONDS.toMicros(felix.await("ready") - begun) / 1e3;
        } finally {
            children.end(felix);
        }
    }

    private void memory(Path home, Path cache) throws IOException, InterruptedException {
        List<Double> standard = new ArrayList<>();
        List<Double> small = new ArrayList<>();
        List<Double> felix = new ArrayList<>();
        for (int i = 0; i < Math.min(3, plan.repeats()); i++) {
            standard.add(idle(programs.script(home, "starter", peers.realm()), "collaboration.signed-in"));
            small.add(idle(
                    programs.script(home, "starter", peers.realm(), "--profile", "small"), "collaboration.signed-in"));
            felix.add(idle(programs.felix(cache), "ready"));
        }
        String beside = "bare Felix with Gogo";
        add(Row.atMost(
                "memory of an idle peer (PSS), MB", new Sample(standard), 140, beside, Optional.of(new Sample(felix))));
        add(Row.atMost(
                "memory of an idle peer, --profile small (PSS), MB",
                new Sample(small),
                110,
                beside,
                Optional.of(new Sample(felix))));
    }

    private double idle(List<String> command, String ready) throws IOException, InterruptedException {
        Started started = children.add(new Started(command));
        try {
            started.await(ready);
            TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
            return started.pssMb();
        } finally {
            children.end(started);
        }
    }

    private void add(Row row) {
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }

    /** A process that says when it is ready. */
    private static final class Started implements AutoCloseable {
        private final Process process;
        private final BufferedReader lines;

        Started(List<String> command) throws IOException {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            lines = process.inputReader();
        }

        /** When it said so. */
        long await(String word) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(word)) {
                    return System.nanoTime();
                }
            }
            throw new IOException("it ended before it said " + word);
        }

        double pssMb() throws IOException {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
