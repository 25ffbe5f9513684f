package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console on a terminal, which the tool {@code script} makes. */
class ConsoleTest {
    @TempDir
    Path folder;

    /** Asked once who may see one, then a command half typed that Tab completes. */
    @Test
    void whoSitsAtATerminalIsAskedAndCanCompleteWords() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "the tool script of util-linux is needed");
        String parley = String.join(
                " ",
                Program.command(
                        "--bind",
                        "127.0.0.1",
                        "--realm",
                        "console-" + UUID.randomUUID(),
                        "--home",
                        folder.resolve("home").toString()));
        Path out = folder.resolve("out");
        Process process = Program.start(
                List.of("script", "-qec", parley, "/dev/null"),
                Map.of("TERM", "xterm", "JDK_JAVA_OPTIONS", "-Dparley.ending.limitMs=100000"),
                out,
                folder.resolve("err"));
        try {
            OutputStream keys = process.getOutputStream();
            type(keys, process, out, "[y/n]", "n\r");
            type(keys, process, out, "parley> ", "invitat\t\r");
            type(keys, process, out, "No invitation waits for an answer.", "m\t--help\r");
            type(keys, process, out, "Usage: me", "me\r");
            type(keys, process, out, "seen by", "exit\r");
            assertTrue(process.waitFor(Program.LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            assertFalse(shown(out).contains("dumb terminal"), shown(out));
        } finally {
            Program.end(process);
        }
    }

    /** Types when that is on the screen. */
    private static void type(OutputStream keys, Process process, Path out, String when, String what) throws Exception {
        long end = System.nanoTime() + Program.LIMIT.toNanos();
        while (!shown(out).contains(when)) {
            if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("\"" + when + "\" never came; there was\n" + shown(out));
            }
        }
        keys.write(what.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private static String shown(Path out) throws Exception {
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }
}
