package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small files of a home, as {@code strace} sees them written; and the check itself, on traces that lack one sync each time. */
class FileSyncTest {
    private static final int WRITES = 10;
    private static final String HOME = "home";

    @TempDir
    Path folder;

    private List<String> trace() throws IOException, InterruptedException {
        List<String> arguments = List.of(folder.resolve(HOME).toString(), Integer.toString(WRITES));
        return new Tracer(folder).run(Scribe.class, List.of(), arguments).calls();
    }

    private static List<String> unsafe(List<String> calls) {
        FileTrace trace = new FileTrace(HOME);
        calls.forEach(trace::read);
        assertEquals(WRITES, trace.confirmations());
        return trace.unsafe();
    }

    private static List<String> without(List<String> calls, boolean folders) {
        return calls.stream().filter(line -> !FileTrace.forces(line, folders)).toList();
    }

    @Test
    void bytesAreForcedBeforeTheNameAndTheNameBeforeTheConfirmation() throws Exception {
        List<String> calls = trace();
        assertEquals(List.of(), unsafe(calls));
        assertEquals(
                Collections.nCopies(WRITES, "renamed before its bytes were forced"), unsafe(without(calls, false)));
        assertEquals(Collections.nCopies(WRITES, "confirmed before its name was forced"), unsafe(without(calls, true)));
    }
}
