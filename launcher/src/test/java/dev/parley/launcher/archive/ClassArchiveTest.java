package dev.parley.launcher.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.feature.FeatureBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    Path folder;

    private ClassArchive archive(String name) {
        return new ClassArchive(folder.resolve(name));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void fitsForWhatItWasMadeAndNothingElse() throws IOException {
        ClassArchive archive = archive("a.jsa");
        assertFalse(archive.triedFor("this"));
        Files.writeString(archive.draft(), "classes");
        assertFalse(archive.triedFor("this"));
        archive.publish("this");
        assertTrue(archive.triedFor("this"));
        assertFalse(archive.triedFor("that"));
        assertEquals("classes", Files.readString(archive.file()));
        assertEquals(List.of("a.jsa", "a.jsa.for"), List.copyOf(names()));
    }

    @Test
    void whatIsNotPossibleIsNotTriedAgainButForSomethingElse() throws IOException {
        ClassArchive archive = archive("a.jsa");
        Files.writeString(archive.draft(), "half");
        Files.writeString(archive.file(), "of an earlier JDK");
        archive.giveUp("this");
        assertTrue(archive.triedFor("this"));
        assertFalse(archive.triedFor("that"));
        assertEquals(List.of("a.jsa.for"), List.copyOf(names()));
    }

    @Test
    void theTwoNewestAreKept() throws IOException {
        Files.writeString(folder.resolve("unrelated"), "x");
        for (String name : List.of("1.jsa", "2.aot", "3.jsa")) {
            ClassArchive archive = archive(name);
            Files.writeString(archive.draft(), name);
            Files.setLastModifiedTime(archive.draft(), FileTime.fromMillis(name.charAt(0) * 1_000_000L));
            archive.publish("this");
        }
        assertEquals(List.of("2.aot", "2.aot.for", "3.jsa", "3.jsa.for", "unrelated"), List.copyOf(names()));
    }

    @Test
    void eachKindIsMadeByItsOwnOptions() {
        assertEquals(
                List.of("-XX:ArchiveClassesAtExit=" + folder.resolve("new-a.jsa"), "-Xint"),
                archive("a.jsa").makingOptions());
        assertEquals(
                List.of("-XX:AOTCacheOutput=" + folder.resolve("new-a.aot")),
                archive("a.aot").makingOptions());
    }

    @Test
    void theKeyChangesWithTheInstallationAndTheBundles() throws IOException {
        Path jar = Files.writeString(folder.resolve("launcher.jar"), "x");
        FeatureBundle one = new FeatureBundle("a:b:1", jar, 1, "", "00");
        FeatureBundle two = new FeatureBundle("a:c:1", jar, 1, "", "00");
        String key = ArchiveKey.of(folder, List.of(one, two));
        assertEquals(key, ArchiveKey.of(folder, List.of(two, one)));
        assertTrue(key.contains(System.getProperty("java.vm.version")) && key.contains(jar.toString()), key);
        assertNotEquals(key, ArchiveKey.of(folder, List.of(one)));
        assertNotEquals(key, ArchiveKey.of(folder, List.of(one, new FeatureBundle("a:c:1", jar, 1, "", "01"))));
        Files.writeString(jar, "xy");
        assertNotEquals(key, ArchiveKey.of(folder, List.of(one, two)));
    }
}
