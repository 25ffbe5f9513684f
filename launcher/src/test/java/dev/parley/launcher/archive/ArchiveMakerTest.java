package dev.parley.launcher.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.home.Home;
import dev.parley.launcher.home.HomeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The process is a shell script here, which stands for the virtual machine. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
@Timeout(120)
class ArchiveMakerTest {
    /** Takes what is said for the archive's file. */
    private static final String TARGET = "file=${1#-XX:ArchiveClassesAtExit=}; ";

    @TempDir
    Path folder;

    private Path classes;
    private ClassArchive archive;

    @BeforeEach
    void name() {
        classes = folder.resolve("cache/classes");
        archive = new ClassArchive(classes.resolve("a.jsa"));
    }

    private ArchiveMaker maker(String script) {
        return new ArchiveMaker(archive, List.of("/bin/sh", "-c", TARGET + script, "sh", "-jar", "x.jar"));
    }

    @Test
    void whatTheProcessWroteBecomesTheArchive() throws IOException {
        maker("echo classes >\"$file\"").make("this");
        assertEquals("classes\n", Files.readString(archive.file()));
        assertTrue(archive.triedFor("this"));
        assertFalse(Files.exists(archive.draft()));
        maker("echo other >\"$file\"").make("this");
        assertEquals("classes\n", Files.readString(archive.file()));
        maker("echo other >\"$file\"").make("that");
        assertEquals("other\n", Files.readString(archive.file()));
    }

    @Test
    void theProcessIsAPeerThatNobodySeesInAScratchHomeWithoutThePersonsVariables() throws IOException {
        maker("env >\"$file\"; printf '%s\\n' \"$@\" >>\"$file\"; cat \"$PWD/x\" 2>/dev/null; true")
                .make("this");
        List<String> seen = Files.readAllLines(archive.file());
        Path scratch = classes.resolve("scratch");
        assertTrue(seen.stream().noneMatch(line -> line.startsWith("PARLEY_")), seen::toString);
        int at = seen.indexOf("-jar");
        assertEquals(archive.makingOptions(), seen.subList(at - 2, at));
        String arguments = String.join(" ", seen.subList(at, seen.size()));
        assertTrue(
                arguments.startsWith(
                        "-jar x.jar --home " + scratch + " --bind 127.0.0.1 --visibility nobody --realm archive-"),
                arguments);
        assertTrue(arguments.endsWith(" --commands " + scratch.resolve("commands") + " --exit"), arguments);
    }

    @Test
    void itsScratchHomeIsEmptyAfterwards() throws IOException {
        maker("cp \"$(dirname \"$file\")\"/scratch/commands \"$file\"").make("this");
        assertTrue(Files.readString(archive.file()).startsWith("me\nnear\n"));
        try (var left = Files.list(classes.resolve("scratch"))) {
            assertEquals(List.of(classes.resolve("scratch/lock")), left.toList());
        }
    }

    @Test
    void whatAMakingThatWasCutShortLeftGoes() throws IOException {
        Files.createDirectories(classes);
        Files.writeString(archive.draft(), "half");
        Path beside = Files.writeString(classes.resolve("new-a.aot.config"), "half");
        maker("test ! -e \"$file\" && echo classes >\"$file\"").make("this");
        assertEquals("classes\n", Files.readString(archive.file()));
        assertFalse(Files.exists(beside));
    }

    @Test
    void aProcessThatFailsLeavesNothingAndIsNotTriedAgain() throws IOException {
        maker("echo half >\"$file\"; exit 3").make("this");
        assertFalse(Files.exists(archive.file()) || Files.exists(archive.draft()));
        assertTrue(archive.triedFor("this"));
        maker("echo classes >\"$file\"").make("this");
        assertFalse(Files.exists(archive.file()));
    }

    @Test
    void neitherDoesOneThatWritesNothingOrCannotBeStarted() {
        maker("exit 0").make("this");
        assertFalse(Files.exists(archive.file()));
        new ArchiveMaker(archive, List.of("/nowhere/java", "-jar", "x.jar")).make("that");
        assertFalse(Files.exists(archive.file()));
    }

    @Test
    void neverTwoAtOnce() throws Exception {
        Home scratch = new Home(classes.resolve("scratch"));
        scratch.make();
        Files.writeString(scratch.folder().resolve("theirs"), "x");
        try (HomeLock lock = HomeLock.take(scratch)) {
            maker("echo classes >\"$file\"").make("this");
            assertFalse(Files.exists(archive.file()), lock::toString);
            assertTrue(Files.exists(scratch.folder().resolve("theirs")));
        }
        maker("echo classes >\"$file\"").make("this");
        assertTrue(Files.exists(archive.file()));
    }

    @Test
    void nothingOutlivesThePersonsOwnProcess() throws Exception {
        Path begun = folder.resolve("begun");
        Files.createDirectories(classes);
        ProcessBuilder fifo = new ProcessBuilder("mkfifo", begun.toString());
        assertEquals(0, fifo.start().waitFor());
        ArchiveMaker maker = maker("echo half >\"$file\"; echo $$ >" + begun + "; exec cat " + begun);
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            maker.make("this");
            done.countDown();
        });
        thread.start();
        long pid = Long.parseLong(Files.readString(begun).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        maker.close();
        assertTrue(done.await(60, TimeUnit.SECONDS));
        process.onExit().get(60, TimeUnit.SECONDS);
        assertFalse(Files.exists(archive.file()));
        assertFalse(archive.triedFor("this"), "that it was cut short says nothing");
        maker.make("this");
        assertFalse(Files.exists(archive.file()), "a closed one begins nothing");
    }
}
