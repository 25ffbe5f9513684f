package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The path that two people walk, as {@code parley demo} walks it. */
class DemoTest {
    private static final int STEPS = 14;

    @TempDir
    Path folder;

    @TempDir
    Path temporary;

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                            .toList());
        }
    }

    @Test
    void theScriptWalksTheWholePath() throws Exception {
        Program.Ended demo = demo("", "--script");
        assertEquals(0, demo.status(), demo::out);
        List<String> lines = demo.out().lines().toList();
        assertEquals(STEPS + 1, lines.size(), demo::out);
        Pattern step = Pattern.compile(" *([0-9]+)  .* [0-9]+ ms  .*");
        for (int i = 0; i < STEPS; i++) {
            assertTrue(step.matcher(lines.get(i)).matches(), lines.get(i));
        }
        assertEquals("demo: " + STEPS + " steps, 0 failed", lines.get(STEPS));
    }

    @Test
    void threePeopleAreInOneSessionWhoeverIsKilledComesBackWhoeverIsRemovedHearsNoMore() throws Exception {
        Program.Ended demo = demo("", "--three", "--script");
        assertEquals(0, demo.status(), demo::out);
        List<String> lines = demo.out().lines().toList();
        assertEquals("demo: 9 steps, 0 failed", lines.get(lines.size() - 1), demo::out);
    }

    @ParameterizedTest
    @CsvSource({"1, left", "5, right", "8, left", "11, right", "14, left"})
    void aPeerThatIsKilledBeforeAStepFailsThatStep(int step, String desk) throws Exception {
        Program.Ended demo = demo("-Dparley.demo.kill=" + desk + ":" + step, "--script");
        assertEquals(1, demo.status(), demo::out);
        List<String> lines = demo.out().lines().toList();
        String failed = lines.get(step - 1);
        assertTrue(failed.matches(" *" + step + "  .*FAILED: .*"), demo::out);
        assertTrue(failed.toLowerCase(Locale.ROOT).contains(desk + " desk's process has ended with 137"), failed);
        assertEquals("demo: " + step + " steps, 1 failed", lines.get(lines.size() - 1));
    }

    /** Enter alone does what is proposed; the input's end ends the demo. */
    @Test
    void enterAloneWalksTheWholePath() throws Exception {
        Path input = Files.writeString(folder.resolve("enter"), "\n".repeat(8));
        Program.Ended demo = Program.run(
                folder,
                List.of(
                        "sh",
                        "-c",
                        "exec \"$0\" demo <\"$1\"",
                        Program.command().get(0),
                        input.toString()),
                inside(""));
        assertEquals(0, demo.status(), demo::err);
        for (String line : List.of(
                "Right desk | Left desk invites you to Chat: \"Shall we talk?\"",
                "Left desk | Right desk answered: accepted",
                "Right desk | Left desk: Good morning!",
                "Left desk | Right desk: Good morning to you!",
                "Left desk | Right desk: Still here.",
                "Right desk | Left desk has left; the session is over",
                "Both say goodbye and end.")) {
            assertTrue(demo.out().contains(line), () -> line + " is not in\n" + demo.out());
        }
        assertEquals(-1, demo.out().indexOf('\033'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aScriptThatIsStoppedEndsItsPeers(String signal) throws Exception {
        try (Stage stage = new Stage()) {
            Program.signal(signal, stage.demo.toHandle());
            assertTrue(stage.demo.waitFor(Program.LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertNotEquals(0, stage.demo.exitValue());
            stage.peers.forEach(peer -> peer.onExit().join());
        }
    }

    /** Its folder stays, as nobody is left to remove it. */
    @Test
    void peersOfAKilledDemoEndByThemselves() throws Exception {
        try (Stage stage = new Stage()) {
            stage.demo.destroyForcibly();
            for (ProcessHandle peer : stage.peers) {
                peer.onExit().get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
        try (Stream<Path> left = Files.walk(temporary)) {
            left.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(temporary))
                    .forEach(file -> file.toFile().delete());
        }
    }

    private Program.Ended demo(String property, String... options) throws IOException, InterruptedException {
        List<String> command = Program.command("demo");
        command.addAll(List.of(options));
        return Program.run(folder, command, inside(property));
    }

    private Map<String, String> inside(String property) {
        // However slow this machine is: how fast peers leave is for the demo itself to judge.
        String patience = "-Dparley.demo.leaveMs=600000 -Dparley.ending.limitMs=600000 ";
        return Map.of("JDK_JAVA_OPTIONS", patience + "-Djava.io.tmpdir=" + temporary + " " + property);
    }

    /** A running demo, its peers just started. */
    private final class Stage implements AutoCloseable {
        private final Process demo;
        private final List<ProcessHandle> peers;

        Stage() throws IOException, InterruptedException {
            Path out = folder.resolve("demo.out");
            demo = Program.start(
                    Signals.heeded(Program.command("demo", "--script")), inside(""), out, folder.resolve("demo.err"));
            // The second peer is started last, and the first step takes longer than to see it.
            while (demo.children().count() < 2 && !demo.waitFor(50, TimeUnit.MILLISECONDS)) {
                // looks again
            }
            peers = demo.children().toList();
            assertEquals(2, peers.size());
        }

        @Override
        public void close() {
            Program.end(demo);
            peers.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
