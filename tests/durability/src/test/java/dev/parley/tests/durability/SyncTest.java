package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SQLite and the journal ask of the kernel, as {@code strace} sees it: between the last byte that a write put into the log and the line that confirms
 * it there lies a sync of the log that succeeded. What the disk then does with a sync is its own affair.
 */
class SyncTest {
    private static final int WRITES = 40;

    @TempDir
    Path folder;

    @Test
    void row30_aSyncLiesBetweenEachWriteAndItsConfirmation() throws Exception {
        List<String> arguments = List.of(folder.resolve("home").toString(), "1", "1", Integer.toString(WRITES));
        check(traced(Writer.class, arguments), "parley.db-wal");
    }

    @Test
    void row30_andBetweenEachMessageAndItsConfirmation() throws Exception {
        List<String> arguments = List.of(folder.resolve("home").toString(), "1", Integer.toString(WRITES), "1");
        check(traced(JournalWriter.class, arguments), ".segment");
    }

    private List<String> traced(Class<?> main, List<String> arguments) throws Exception {
        assumeTrue(hasTracer(), "strace is not here, or may not trace");
        Path trace = folder.resolve("trace");
        List<String> tracer = List.of(
                "strace",
                "-f",
                "-qq",
                "-y",
                "-s",
                "64",
                "-e",
                "trace=write,pwrite64,fsync,fdatasync",
                "-e",
                "signal=none",
                "-o",
                trace.toString());
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (Child child = Child.start(main, tracer, temporary, arguments)) {
            int confirmations = 0;
            for (String line = child.line(); line != null; line = child.line()) {
                confirmations += line.startsWith("done ") ? 1 : 0;
            }
            assertEquals(0, child.await());
            assertEquals(WRITES, confirmations);
        }
        return Files.readAllLines(trace);
    }

    private static void check(List<String> trace, String suffix) {
        Trace seen = new Trace(suffix);
        trace.forEach(seen::read);
        assertEquals(List.of(), seen.unsafe());
        assertEquals(WRITES, seen.confirmations());
        assertTrue(seen.syncs() >= WRITES, () -> "only " + seen.syncs() + " syncs");
    }

    private boolean hasTracer() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("strace", "-o", folder.resolve("probe").toString(), "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
