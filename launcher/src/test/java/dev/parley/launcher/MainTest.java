package dev.parley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.framework.Activators;
import dev.parley.launcher.framework.Jars;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.home.HomeLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, with an installation of one small bundle: what it says, and what it ends with. */
@Timeout(120)
class MainTest {
    @TempDir
    Path folder;

    private Path installation;
    private Path home;

    /** What a run came to. */
    private record Ended(int status, String out, String err) {}

    @BeforeEach
    void install() throws IOException {
        installation = folder.resolve("installation");
        home = folder.resolve("home");
        with(Activators.Announcing.class);
    }

    /** The installation's only bundle has this activator. */
    private void with(Class<?> activator) throws IOException {
        Path jar = new Jars(folder).activated("small", activator);
        FeatureBundle entry = Jars.entry(jar, "");
        Path place = installation.resolve("repository/org/example/small/1/small-1.jar");
        Files.createDirectories(place.getParent());
        Files.move(jar, place, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(installation.resolve("features"));
        Files.writeString(
                installation.resolve("features/core.json"),
                "{ \"id\": \"a:b:1\", \"complete\": true, \"bundles\": [ { \"id\": \"org.example:small:1\", \"sha-256\": \""
                        + entry.sha256() + "\" } ] }");
    }

    private Process start(String... arguments) throws IOException {
        return start(Map.of("PARLEY_HOME", home.toString()), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dparley.installation=" + installation,
                "-Dparley.ending.limitMs=60000", // however slow this machine is
                "-cp",
                System.getProperty("java.class.path"),
                "dev.parley.launcher.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        return builder.redirectError(folder.resolve("err").toFile()).start();
    }

    private Ended run(String... arguments) throws Exception {
        return ended(start(arguments));
    }

    private Ended ended(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Ended(status, out, Files.readString(folder.resolve("err")));
    }

    @Test
    void helpAndVersionArePrintedAndNothingIsMade() throws Exception {
        Ended help = run("--help");
        assertEquals(0, help.status());
        assertTrue(help.out().startsWith("parley [options]") && help.err().isEmpty(), help::toString);
        Ended version = run("--version");
        assertEquals(0, version.status());
        assertTrue(version.out().matches("parley \\S.* \\(Java .*\\)\\R"), version::toString);
        assertFalse(Files.exists(home));
    }

    @Test
    void wrongOptionsEndWith2AndAreNotRepeatedRaw() throws Exception {
        Ended ended = run("--port", "\u001b[2J");
        assertEquals(
                new Ended(2, "", "parley: --port is \"?[2J\"; it can be a number from 0, a free port, to 65535.\n"),
                lines(ended));
    }

    private static Ended lines(Ended ended) {
        return new Ended(ended.status(), ended.out(), ended.err().replace("\r\n", "\n"));
    }

    @Test
    void aHomeInUseEndsWith4AndNamesTheProcess() throws Exception {
        Home used = new Home(home);
        used.make();
        try (HomeLock lock = HomeLock.take(used)) {
            Ended ended = run("--visibility", "nobody");
            assertEquals(4, ended.status(), () -> ended + " " + lock);
            assertTrue(
                    ended.err()
                            .contains("is in use by process "
                                    + ProcessHandle.current().pid() + "."),
                    ended::toString);
        }
    }

    @Test
    void aFeatureThatCannotBeReadIsTheInstallationsFaultOrThePersons() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.json"), "{");
        Ended mine = run("--feature", file.toString());
        assertEquals(2, mine.status());
        assertTrue(mine.err().startsWith("parley: The feature " + file + " cannot be used: "), mine::toString);
        Files.writeString(installation.resolve("features/core.json"), "{");
        assertEquals(3, run().status());
    }

    @Test
    void theSmallProfileIsAFeatureOfItsOwn() throws Exception {
        Ended ended = run("--profile", "small");
        assertEquals(3, ended.status());
        assertTrue(
                ended.err().contains(installation.resolve("features/small.json").toString()), ended::toString);
    }

    @Test
    void nobodyRunsWhereNobodyRuns() throws Exception {
        Ended ended = run("call", "near");
        assertEquals(3, ended.status());
        assertTrue(ended.err().startsWith("parley: No parley answers in the home " + home), ended::toString);
    }

    @Test
    void whatABundleFindsEndsItWith3AndItsSentence() throws Exception {
        with(Activators.Failing.class);
        Ended ended = run("--visibility", "nobody");
        assertEquals(new Ended(3, "", "parley: Your keys are readable by others.\n"), lines(ended));
    }

    @Test
    void theConsolesStatusIsTheProgrammes() throws Exception {
        with(Activators.Ending.class);
        assertEquals(new Ended(7, "", ""), run("--visibility", "nobody"));
    }

    @Test
    void toldToEndItStopsItsBundlesAndEndsWith0() throws Exception {
        Process process = start();
        BufferedReader out = process.inputReader();
        assertEquals("started", out.readLine());
        process.toHandle().destroy(); // SIGTERM; the process' own method would close what it says too
        assertEquals("stopped", out.readLine());
        assertEquals(0, process.waitFor());
        assertTrue(Files.exists(home.resolve("log/parley.log")));
        HomeLock.take(new Home(home)).close();
    }

    @Test
    void whoIsSeenByNobodyIsToldSoUntilTheyHaveAnswered() throws Exception {
        with(Activators.Ending.class);
        assertTrue(run().err().startsWith("parley: nobody can see you, as there is no terminal"));
        Files.writeString(home.resolve("settings"), "visibility=everyone\n");
        assertEquals("", run().err());
        assertTrue(run("--accept", "all").err().startsWith("parley: --accept all: everybody who finds you"));
    }
}
