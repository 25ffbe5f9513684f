package dev.parley.launcher.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.control.ControlClient.Answer;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlClientTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int call(Path home, String command, boolean json) throws LaunchException {
        return Call.run(
                new Home(home),
                command,
                json,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + "|" + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void asksAndPrintsTheAnswer() throws Exception {
        try (ControlServer server = new ControlServer(folder.resolve("control")).answer("0\nAda é\n\n")) {
            assertEquals(Status.FINE, call(folder, "near", false));
            assertEquals("T near\n", server.asked.take());
            assertEquals("Ada é" + System.lineSeparator() + "|", said());
        }
    }

    @Test
    void asksForJson() throws Exception {
        try (ControlServer server = new ControlServer(folder.resolve("control")).answer("1\n{\"error\":\"x\"}")) {
            assertEquals(Status.FAILED, call(folder, "near é", true));
            assertEquals("J near é\n", server.asked.take());
            assertEquals("{\"error\":\"x\"}" + System.lineSeparator() + "|", said());
        }
    }

    @Test
    void whatFailedGoesToStandardError() throws Exception {
        try (ControlServer server =
                new ControlServer(folder.resolve("control")).answer("1\nNo.").answer("1")) {
            assertEquals(1, call(folder, "accept", false));
            assertEquals(1, call(folder, "accept", false));
            assertEquals(2, server.asked.size());
            assertEquals("|No." + System.lineSeparator(), said());
        }
    }

    @Test
    void whatOthersWroteNeverSteersTheTerminal() throws Exception {
        try (ControlServer server =
                new ControlServer(folder.resolve("control")).answer("0\na\u001b[2J\u202eb\u009b\tc\nd")) {
            call(folder, "near", false);
            assertEquals(1, server.asked.size());
            assertEquals("a?[2J?b?\tc\nd" + System.lineSeparator() + "|", said());
        }
    }

    @Test
    void aTextMayNameTheSocketSinceASocketsPathIsShort() throws Exception {
        Path home = Files.createDirectories(folder.resolve("h".repeat(120)));
        Path socket = folder.resolve("s");
        try (ControlServer server = new ControlServer(socket).answer("0\nhere")) {
            Files.writeString(home.resolve("control"), socket + "\n");
            assertEquals(0, call(home, "me", false));
            assertEquals(1, server.asked.size());
        }
    }

    @Test
    void throughALinkThePathMayBeLong() throws Exception {
        Path real = Files.createDirectories(folder.resolve("r"));
        Path link = Files.createSymbolicLink(folder.resolve("l".repeat(120)), real);
        try (ControlServer server = new ControlServer(real.resolve("control")).answer("0\nhere")) {
            assertEquals(0, call(link, "me", false));
            assertEquals(1, server.asked.size());
        }
    }

    @Test
    void whereNobodyRunsThatIsSaid() throws Exception {
        assertNobody("No parley answers in the home " + folder + ". Start one");
        new ControlServer(folder.resolve("control")).close();
        assertNobody("No parley answers in the home " + folder + " (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nowhere/at/all", "\0", "x\u001b"})
    void aTextThatNamesNoSocketIsNoParley(String text) throws IOException {
        Files.writeString(folder.resolve("control"), text);
        assertNobody("No parley answers in the home " + folder + " (");
    }

    @Test
    void neitherIsAnythingElse() throws IOException {
        Files.write(folder.resolve("control"), new byte[5_000]);
        assertNobody("(what is there is no control socket)");
        Files.write(folder.resolve("control"), new byte[] {(byte) 0xff});
        assertNobody("(what is there names no control socket)");
        Files.delete(folder.resolve("control"));
        Files.createDirectory(folder.resolve("control"));
        assertNobody("No parley answers");
    }

    private void assertNobody(String part) {
        LaunchException e = assertThrows(LaunchException.class, () -> call(folder, "near", false));
        assertEquals(Status.CANNOT_START, e.status());
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals("|", said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1\n", "1234\n", "256\n", "0 \n", "0\r\n", "\n0", "\u0660\n"})
    void anAnswerWithoutAStatusBrokeOff(String answer) throws Exception {
        assertThrows(IOException.class, () -> ControlClient.parse(answer));
        try (ControlServer server = new ControlServer(folder.resolve("control")).answer(answer)) {
            LaunchException e = assertThrows(LaunchException.class, () -> call(folder, "near", false));
            assertTrue(e.getMessage().contains("broke off"), e.getMessage());
            assertFalse(server.asked.isEmpty());
        }
    }

    @Test
    void anAnswerIsBounded() throws Exception {
        byte[] endless = new byte[(16 << 20) + 100_000];
        endless[0] = '0';
        endless[1] = '\n';
        try (ControlServer server = new ControlServer(folder.resolve("control")).answer(endless)) {
            LaunchException e = assertThrows(LaunchException.class, () -> call(folder, "near", false));
            assertTrue(e.getMessage().contains("longer than"), e.getMessage());
            assertFalse(server.asked.isEmpty());
        }
    }

    @Test
    void noAnswerGivesAnotherExceptionOrStatus() {
        Random random = new Random(104);
        int parsed = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append("0129\n x\u001bé\ud800".charAt(random.nextInt(10)));
            }
            try {
                Answer answer = ControlClient.parse(text.toString());
                assertTrue(answer.status() >= 0 && answer.status() < 256);
                assertTrue(text.toString().endsWith(answer.output()));
                parsed++;
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("broke off"));
            }
        }
        assertTrue(parsed > 1_000, "only " + parsed);
    }
}
