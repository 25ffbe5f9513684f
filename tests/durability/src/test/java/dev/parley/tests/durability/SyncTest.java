package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What SQLite and the journal ask of the kernel, as {@code strace} sees it: between the last byte that a write put into the log and the line
 * that confirms it there lies a sync of the log that succeeded. What the disk then does with a sync is its own affair.
 */
class SyncTest {
    private static final int WRITES = 40;
    private static final String DATABASE = "parley.db-wal";
    private static final String JOURNAL = ".segment";
    private static final String OPENS = "dev.parley.store.sqlite.internal.Connections";

    @TempDir
    Path folder;

    /** @param first what goes before the product on the class path */
    private List<String> writes(List<Path> first) throws IOException, InterruptedException {
        return traced(Writer.class, first, "1", "1", Integer.toString(WRITES));
    }

    private List<String> traced(Class<?> main, List<Path> first, String... more)
            throws IOException, InterruptedException {
        Tracer tracer = new Tracer(folder);
        List<String> arguments = new ArrayList<>(List.of(folder.resolve("home").toString()));
        arguments.addAll(List.of(more));
        Tracer.Seen seen = tracer.run(main, first, arguments);
        assertEquals(
                WRITES,
                seen.said().stream().filter(line -> line.startsWith("done ")).count());
        return seen.calls();
    }

    private static Trace read(List<String> calls, String suffix) {
        Trace trace = new Trace(suffix);
        calls.forEach(trace::read);
        assertEquals(WRITES, trace.confirmations());
        return trace;
    }

    private static void check(List<String> calls, String suffix) {
        Trace seen = read(calls, suffix);
        assertEquals(List.of(), seen.unsafe());
        assertTrue(seen.syncs() >= WRITES, () -> "only " + seen.syncs() + " syncs");
        assertEquals(1, read(withoutOneSync(calls), suffix).unsafe().size(), "the check sees one sync less");
    }

    /** The same trace, but between two confirmations nobody asked for a sync. */
    private static List<String> withoutOneSync(List<String> calls) {
        int confirmations = 0;
        List<String> without = new ArrayList<>();
        for (String line : calls) {
            confirmations += Trace.isConfirmation(line) ? 1 : 0;
            if (confirmations != WRITES / 2 || !Trace.isSync(line)) {
                without.add(line);
            }
        }
        return without;
    }

    @Test
    void row30_aSyncLiesBetweenEachWriteAndItsConfirmation() throws Exception {
        check(writes(List.of()), DATABASE);
    }

    @Test
    void row30_andBetweenEachMessageAndItsConfirmation() throws Exception {
        check(traced(JournalWriter.class, List.of(), "1", Integer.toString(WRITES), "1"), JOURNAL);
    }

    /** The product with another answer to how carefully SQLite writes, off or normal: the check is red at each confirmation. */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1"})
    void withoutFullSyncsEachConfirmationIsFoundUnsafe(String full, String less) throws Exception {
        Path mutant = Mutant.make(folder.resolve("mutant"), OPENS, full, less);
        assertEquals(WRITES, read(writes(List.of(mutant)), DATABASE).unsafe().size());
    }
}
