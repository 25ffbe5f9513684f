package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program ends with, and what it says then. */
class StatusTest {
    private static final String ESC = "\033";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-option",
                "--port=70000",
                "--bind=no-such-interface",
                "--name=red " + ESC + "[31m",
                "--name=two\nlines",
                "--name=\u202egnorw"
            })
    void wrongOptions(String option) throws Exception {
        Program.Ended ended = run(option);
        assertEquals(2, ended.status());
        assertEquals("", ended.out());
        assertTrue(ended.err().startsWith("parley: "), ended::err);
        assertEquals(1, ended.err().lines().count(), ended::err);
        assertFalse(ended.err().contains(ESC) || ended.err().contains("\u202e"), ended::err);
    }

    @Test
    void aVariableOfTheEnvironmentIsAnOptionToo() throws Exception {
        Program.Ended ended = Program.run(folder, Program.command(), Map.of("PARLEY_PORT", "many"));
        assertEquals(2, ended.status());
        assertTrue(ended.err().contains("PORT") || ended.err().contains("--port"), ended::err);
    }

    @Test
    void aFeatureThatIsDamagedIsAWrongOption() throws Exception {
        Path feature = Files.writeString(folder.resolve("damaged.json"), "{\"id\": ");
        Program.Ended ended = run("--feature", feature.toString());
        assertEquals(2, ended.status(), ended::err);
        assertTrue(ended.err().contains(feature.toString()), ended::err);
    }

    @Test
    void aBundleThatIsNotWhatWasBuiltDoesNotStart() throws Exception {
        Program.Ended ended =
                run("--feature", changed("(dev.parley:dev.parley.session:.*\"sha-256\": \")[0-9a-f]{8}", "$100000000"));
        assertEquals(3, ended.status(), ended::err);
        assertTrue(ended.err().contains("dev.parley:dev.parley.session:"), ended::err);
        assertTrue(ended.err().contains("SHA-256"), ended::err);
    }

    @Test
    void aBundleThatIsNotThereDoesNotStart() throws Exception {
        Program.Ended ended =
                run("--feature", changed("dev.parley:dev.parley.session:[^\"]*", "dev.parley:dev.parley.session:9.9"));
        assertEquals(3, ended.status(), ended::err);
        assertTrue(ended.err().contains("dev.parley:dev.parley.session:9.9 is missing"), ended::err);
    }

    @Test
    void aRequirementThatNobodyMeetsIsNamedWithWhatThereIs() throws Exception {
        Path jar = new AppJar("Needy", "1.0")
                .importing("dev.parley.api.session;version=\"[99,100)\"")
                .write(folder);
        Program.Ended ended = run("--bundle", jar.toString());
        assertEquals(3, ended.status(), ended::err);
        assertTrue(ended.err().contains("dev.parley.api.session"), ended::err);
        assertTrue(ended.err().contains("99"), ended::err);
        assertTrue(Pattern.compile("\\b1\\.0").matcher(ended.err()).find(), ended::err);
    }

    @Test
    void aHomeIsUsedByOneProcess() throws Exception {
        Path home = folder.resolve("home");
        try (Node first = new Node(home, "First", realm())) {
            Program.Ended second = Program.run(folder, "--home", home.toString(), "--bind", "127.0.0.1");
            assertEquals(4, second.status(), second::err);
            assertTrue(second.err().contains("process " + first.process().pid()), second::err);
            assertEquals("First", first.call("me").asJsonObject().getString("displayName"));
        }
        // The system took the lock back, so the same home starts again.
        try (Node again = new Node(home, "Again", realm())) {
            assertEquals("Again", again.call("me").asJsonObject().getString("displayName"));
        }
    }

    @Test
    void aFileOfCommandsEndsWithTheStatusOfTheFirstFailure() throws Exception {
        Path commands = Files.writeString(folder.resolve("commands"), "me\ninvite Nobody Chat\napps\n");
        Program.Ended ended = batch(commands);
        assertEquals(1, ended.status(), ended::err);
        assertTrue(ended.out().contains("seen by"), ended::out);
        assertTrue(ended.err().contains("There is no person near you called \"Nobody\""), ended::err);
        assertTrue(ended.err().contains("invite Nobody Chat"), ended::err);
        assertFalse(ended.out().contains("Chat"), ended::out);
    }

    @Test
    void aFileOfCommandsThatAllSucceedEndsWithZeroAndEventsStandAlone() throws Exception {
        Path commands = Files.writeString(folder.resolve("commands"), "# who am I\nme\n\napps\n");
        Program.Ended ended = batch(commands, "--events", "json", "--accept", "all");
        assertEquals(0, ended.status(), ended::err);
        List<JsonObject> events =
                ended.out().lines().map(line -> Node.parse(line).asJsonObject()).toList();
        assertTrue(events.stream().anyMatch(event -> event.getString("event").equals("collaboration.signed-in")));
        assertTrue(events.stream().allMatch(event -> event.containsKey("at")));
        assertTrue(ended.err().contains("Lines of text"), ended::err);
        assertTrue(ended.err().contains("--accept all: everybody"), ended::err);
        assertTrue(ended.err().contains("nobody can see you, as there is no terminal"), ended::err);
    }

    private Program.Ended batch(Path commands, String... more) throws IOException, InterruptedException {
        List<String> command = Program.command(
                "--home",
                folder.resolve("home").toString(),
                "--bind",
                "127.0.0.1",
                "--realm",
                realm(),
                "--commands",
                commands.toString(),
                "--exit");
        command.addAll(List.of(more));
        return Program.run(folder, command, Map.of());
    }

    private Program.Ended run(String... options) throws IOException, InterruptedException {
        List<String> command = Program.command("--home", folder.resolve("home").toString());
        command.addAll(List.of(options));
        return Program.run(folder, command, Map.of());
    }

    /** The feature that comes with it, changed in one place. */
    private String changed(String what, String to) throws IOException {
        String core =
                Files.readString(Program.distribution().resolve("features").resolve("core.json"));
        String changed = Pattern.compile(what).matcher(core).replaceFirst(to);
        assertFalse(core.equals(changed));
        return Files.writeString(folder.resolve("changed.json"), changed).toString();
    }

    private static String realm() {
        return "status-" + UUID.randomUUID();
    }
}
