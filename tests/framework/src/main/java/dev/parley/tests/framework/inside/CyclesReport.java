package dev.parley.tests.framework.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The table of what cycles left behind. */
final class CyclesReport {
    private final List<String> rows = new ArrayList<>();

    void add(String bundle, int cycles, long nanos, Usage before, Usage after, int loaders, Heap heap) {
        rows.add("| " + bundle + " | " + cycles + " | " + TimeUnit.NANOSECONDS.toMillis(nanos / cycles) + " | "
                + before.threadCount() + " → " + after.threadCount() + " | " + before.openCount() + " → "
                + after.openCount() + " | " + before.left() + " → " + after.left() + " | " + loaders + " | "
                + heap + " |");
    }

    /** Writes what there is so far where {@code parley.cycles.report} says, so that a run that is cut short leaves its rows. */
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                LocalDate.now(ZoneOffset.UTC) + ", Java " + Runtime.version() + ", " + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors.",
                "",
                "| bundle | cycles | ms a cycle | threads | files, sockets | files on disk | class loaders left | heap as it goes on, KiB |",
                "|---|---|---|---|---|---|---|---|"));
        lines.addAll(rows);
        Files.write(file(), lines);
    }

    /** Where it lies. */
    Path file() {
        return Path.of(System.getProperty("parley.cycles.report"));
    }
}
