package dev.parley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/parley} in a distribution, with a {@code java} that prints what it is told, an argument a line. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
@Timeout(120)
class ScriptTest {
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

    @TempDir
    Path folder;

    private Path script;
    private Path jdk;
    private int status;

    @BeforeEach
    void install() throws IOException {
        Path installed = folder.resolve("an installation");
        script = installed.resolve("bin/parley");
        Files.createDirectories(script.getParent());
        Files.createDirectories(installed.resolve("lib"));
        Files.createDirectories(installed.resolve("features"));
        Files.writeString(installed.resolve("lib/dev.parley.launcher-1.jar"), "");
        Files.writeString(installed.resolve("features/core.json"), "{}");
        Files.copy(Path.of("bin", "parley"), script);
        jdk = folder.resolve("a jdk");
        Path java = jdk.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 5\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        release("17.0.1");
    }

    private void release(String version) throws IOException {
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"X\"\nJAVA_RUNTIME_VERSION=\"" + version + "+7\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private List<String> run(Map<String, String> environment, String... arguments) throws Exception {
        return run(script, environment, arguments);
    }

    private List<String> run(Path program, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        builder.environment().putAll(Map.of("JAVA_HOME", jdk.toString(), "HOME", folder.toString()));
        builder.environment().remove("XDG_DATA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> told = process.inputReader().lines().toList();
        status = process.waitFor();
        return told;
    }

    @Test
    void startsTheProgramWithWhatItWasGivenAndEndsWithItsStatus() throws Exception {
        List<String> told = run(Map.of(), "--name", "Ada  *", "--verbose", "");
        assertEquals(5, status);
        int at = told.indexOf("-jar");
        assertEquals(
                List.of(
                        "-jar",
                        folder.resolve("an installation/lib/dev.parley.launcher-1.jar")
                                .toString(),
                        "--name",
                        "Ada  *",
                        "--verbose",
                        ""),
                told.subList(at, told.size()));
        assertEquals(
                List.of(
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC"),
                told.subList(0, 3));
        assertFalse(told.contains("-XX:TieredStopAtLevel=1"), told::toString);
        assertTrue(told.containsAll(List.of("-Xms48m", "-XX:Tier4InvocationThreshold=15000")), told::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "--profile small",
        "--profile=small",
        "--name demo --profile small --port 0",
        "--bind call --profile=small"
    })
    void theSmallProfileIsChosenBeforeJavaStarts(String arguments) throws Exception {
        assertTrue(run(Map.of(), arguments.split(" ")).containsAll(SMALL));
    }

    @Test
    void alsoByVariableButTheCommandLineWins() throws Exception {
        assertTrue(run(Map.of("PARLEY_PROFILE", "small")).containsAll(SMALL));
        assertFalse(
                run(Map.of("PARLEY_PROFILE", "small"), "--profile", "default").contains("-Xmx64m"));
        assertFalse(run(Map.of(), "--name", "--profile", "--realm", "small").contains("-Xmx64m"));
    }

    @ParameterizedTest
    @CsvSource({"call near", "demo --script", "--version", "--help", "--home x call --profile small"})
    void whatIsOverSoonStartsFastAndHasNoArchive(String arguments) throws Exception {
        List<String> told = run(Map.of(), arguments.split(" "));
        assertTrue(told.contains("-XX:TieredStopAtLevel=1"), told::toString);
        assertTrue(told.stream().noneMatch(each -> each.startsWith("-Dparley.archive")), told::toString);
        assertFalse(told.contains("-Xmx64m"), told::toString);
    }

    private Path archive(Map<String, String> environment, String... arguments) throws Exception {
        List<String> told = run(environment, arguments);
        String start = "-Dparley.archive=";
        return told.stream()
                .filter(each -> each.startsWith(start))
                .map(each -> folder.resolve(each.substring(start.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(told.toString()));
    }

    @Test
    void theArchiveLiesInTheCacheOfTheHomeThatIsUsed() throws Exception {
        Path usual = folder.resolve(".local/share/parley/cache/classes");
        assertEquals(usual, archive(Map.of()).getParent());
        assertEquals(
                folder.resolve("d/parley/cache/classes"),
                archive(Map.of("XDG_DATA_HOME", folder + "/d")).getParent());
        assertEquals(
                folder.resolve("h/cache/classes"),
                archive(Map.of("PARLEY_HOME", "h")).getParent());
        assertEquals(
                folder.resolve("i/cache/classes"),
                archive(Map.of("PARLEY_HOME", "h"), "--home", "i").getParent());
        assertEquals(
                folder.resolve("i j/cache/classes"),
                archive(Map.of(), "--home=i j").getParent());
    }

    @Test
    void itsNameTellsJdkInstallationAndFeatures() throws Exception {
        Path first = archive(Map.of());
        assertTrue(first.getFileName().toString().matches("17\\.0\\.1\\+7-\\d+\\.jsa"), first::toString);
        assertEquals(first, archive(Map.of()));
        Files.writeString(script.resolveSibling("../features/core.json"), "{ }");
        assertFalse(first.equals(archive(Map.of())));
        release("25.0.3");
        assertTrue(archive(Map.of()).toString().endsWith(".aot"));
    }

    @Test
    void itIsUsedWhenItIsThereAndSilently() throws Exception {
        Path archive = archive(Map.of());
        assertFalse(run(Map.of()).contains("-XX:SharedArchiveFile=" + archive));
        Files.createDirectories(archive.getParent());
        Files.writeString(archive, "x");
        assertTrue(run(Map.of())
                .containsAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:disable")));
        assertTrue(run(Map.of("PARLEY_ARCHIVE", "no")).stream().noneMatch(each -> each.contains("rchive")));
        release("25");
        Path cache = archive(Map.of());
        Files.writeString(cache, "x");
        assertTrue(run(Map.of()).containsAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable")));
    }

    @Test
    void aPathWithAColonIsNoArchiveAsItWouldNameTwo() throws Exception {
        assertTrue(run(Map.of(), "--home", "a:b").stream().noneMatch(each -> each.contains("archive")));
    }

    @Test
    void worksThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("an installation/bin/parley"));
        Path second = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("d")).resolve("parley"), link);
        assertTrue(run(second, Map.of(), "--version").contains("--version"));
        assertEquals(5, status);
    }

    @Test
    void withoutAJavaOrWithAnOldOneItSaysWhatToDo() throws Exception {
        release("11.0.2");
        assertTrue(run(Map.of()).toString().contains("Java 17 or later is needed"));
        assertEquals(3, status);
        assertTrue(run(Map.of("JAVA_HOME", "/nowhere")).toString().contains("there is no Java at /nowhere"));
        assertEquals(3, status);
    }
}
