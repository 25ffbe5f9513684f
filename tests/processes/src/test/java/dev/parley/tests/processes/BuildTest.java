package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the script in the source tree builds first. Maven and Java are scripts here that tell what they were asked. */
class BuildTest {
    private static final String BUILDS =
            """
            echo built >>"$ROOT/builds"
            mkdir -p launcher/target/parley/lib
            touch launcher/target/parley/lib/dev.parley.launcher-1.jar
            """;

    @TempDir
    Path root;

    private Path script;

    @BeforeEach
    void makeASourceTree() throws IOException {
        Path bin = Files.createDirectories(root.resolve("tree/launcher/bin"));
        Path source = Path.of("../../launcher/bin/parley").toAbsolutePath().normalize();
        script = Files.copy(source, bin.resolve("parley"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String file : List.of("pom.xml", "launcher/pom.xml", "bundles/one/One.java", "features/core.bndrun")) {
            Path path = root.resolve("tree").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "source");
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        }
        Files.setLastModifiedTime(script, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        program("java/bin/java", "echo started \"$@\"");
        program("bin/mvn", BUILDS);
    }

    @Test
    void itBuildsOnceAndThenOnlyWhatIsNewer() throws Exception {
        Program.Ended first = parley("--version");
        assertEquals(0, first.status(), first::err);
        assertTrue(first.out().startsWith("started ") && first.out().strip().endsWith("--version"), first::out);
        assertEquals("Building Parley, once ...\n", first.err());
        Program.Ended second = parley("--version");
        assertEquals("", second.err());
        assertEquals(1, builds());
        Files.setLastModifiedTime(
                root.resolve("tree/bundles/one/One.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(0, parley("--version").status());
        assertEquals(2, builds());
    }

    @Test
    void whereMavenReachesNothingOneSentenceSaysSo() throws Exception {
        program(
                "bin/mvn",
                "echo '[ERROR] Could not transfer artifact x:y from/to central: Unknown host'; echo '[ERROR] more'; exit 1");
        Program.Ended ended = parley("demo");
        assertEquals(3, ended.status());
        assertEquals("", ended.out());
        List<String> said = ended.err().lines().skip(1).toList();
        assertEquals(1, said.size(), ended::err);
        assertTrue(said.get(0).startsWith("parley: Maven cannot reach its repository"), ended::err);
        // Once the network is there it builds.
        program("bin/mvn", BUILDS);
        assertEquals(0, parley("demo").status());
    }

    @Test
    void aBuildThatFailsIsNotTakenForOne() throws Exception {
        program("bin/mvn", BUILDS + "echo '[ERROR] One.java:[1,1] nonsense'; exit 1");
        Program.Ended ended = parley("demo");
        assertEquals(3, ended.status());
        assertTrue(ended.err().contains("nonsense") && ended.err().contains("the build failed"), ended::err);
        parley("demo");
        assertEquals(2, builds());
    }

    /** Whoever built goes on as Parley in the same process: the other one waits for the build, not for that. */
    @Test
    void twoAtTheSameTimeBuildOnceAndBothGoOn() throws Exception {
        Path go = root.resolve("go");
        Path over = root.resolve("over");
        program("java/bin/java", "case $* in *first) while [ ! -e '" + over + "' ]; do sleep 0.1; done ;; esac");
        program("bin/mvn", BUILDS + "while [ ! -e '" + go + "' ]; do sleep 0.1; done");
        Process first = start("first");
        Path lock = root.resolve("tree/launcher/target/parley.building");
        while (!Files.isSymbolicLink(lock) && !first.waitFor(50, TimeUnit.MILLISECONDS)) {
            // looks again
        }
        Process second = start("second");
        Files.createFile(go);
        boolean goesOn = second.waitFor(2, TimeUnit.MINUTES);
        Files.createFile(over);
        assertTrue(goesOn, "the second one waits for the end of the first one");
        assertEquals(0, first.waitFor());
        assertEquals(0, second.exitValue());
        assertEquals(1, builds());
        assertFalse(Files.isSymbolicLink(lock));
    }

    /** Whoever was killed while building left a lock behind. */
    @Test
    void aLockOfNobodyIsTakenAway() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path target = Files.createDirectories(root.resolve("tree/launcher/target"));
        Files.createSymbolicLink(target.resolve("parley.building"), Path.of(String.valueOf(gone.pid())));
        assertEquals(0, parley("--version").status());
        assertEquals(1, builds());
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private Program.Ended parley(String argument) throws IOException, InterruptedException {
        return Program.run(root, List.of(script.toString(), argument), environment());
    }

    private Process start(String name) throws IOException {
        return Program.start(
                List.of(script.toString(), name),
                environment(),
                root.resolve(name + ".out"),
                root.resolve(name + ".err"));
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH", root.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME", root.resolve("java").toString(),
                "ROOT", root.toString());
    }

    private void program(String path, String body) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
