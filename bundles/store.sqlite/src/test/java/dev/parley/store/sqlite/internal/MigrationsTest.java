package dev.parley.store.sqlite.internal;

import static dev.parley.store.sqlite.internal.Databases.put;
import static dev.parley.store.sqlite.internal.Databases.read;
import static dev.parley.store.sqlite.internal.Databases.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final String RENAME = "UPDATE record SET room = 'persons' WHERE room = 'people'";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void fill() {
        file = folder.resolve("parley.db");
        try (Database database = Databases.open(file)) {
            write(database, "people", put("a", "one"));
        }
    }

    private static List<Migration> then(String... statements) {
        List<Migration> migrations = new ArrayList<>(Migration.ALL);
        for (String sql : statements) {
            migrations.add(
                    new Migration(migrations.size() + 1, List.of("CREATE TABLE t" + migrations.size() + " (x)", sql)));
        }
        return migrations;
    }

    @Test
    void theFirstOneMakesTheFileAndBacksUpNothing() throws IOException {
        assertEquals(Optional.of(new Header(Examination.APPLICATION, 1)), Header.read(file));
        assertFalse(Files.exists(Migrations.backup(file, 1)));
    }

    @Test
    void eachStepHasACopyOfWhatWasBefore() throws IOException {
        try (Database database = Databases.open(file, then("SELECT 1", RENAME + " AND 1 = 0"))) {
            assertEquals(Map.of("a", "one"), read(database, "people"));
        }
        assertEquals(3, Header.read(file).orElseThrow().version());
        assertEquals(1, Header.read(Migrations.backup(file, 2)).orElseThrow().version());
        assertEquals(2, Header.read(Migrations.backup(file, 3)).orElseThrow().version());
        try (Database before = Databases.open(Migrations.backup(file, 2))) {
            assertEquals(Map.of("a", "one"), read(before, "people"));
        }
    }

    @Test
    void theCopyIsItsOwnersOnly() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no permission bits here");
        Databases.open(file, then("SELECT 1")).close();
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Migrations.backup(file, 2))));
    }

    @Test
    void anOlderParleyLeavesItAloneFromThenOn() {
        Databases.open(file, then("SELECT 1")).close();
        String sentence =
                assertThrows(StartException.class, () -> Databases.open(file)).getMessage();
        assertTrue(sentence.contains("newer Parley"), sentence);
    }

    @Test
    void aStepThatFailsLeavesWhatWas() throws IOException {
        assertThrows(StartException.class, () -> Databases.open(file, then("SELECT 1", "nonsense")));
        assertEquals(2, Header.read(file).orElseThrow().version(), "the step before it was done");
        try (Database database = Databases.open(file, then("SELECT 1"))) {
            assertEquals(Map.of("a", "one"), read(database, "people"));
        }
    }
}
