package dev.parley.store.sqlite.internal;

import static dev.parley.store.sqlite.internal.Databases.put;
import static dev.parley.store.sqlite.internal.Databases.read;
import static dev.parley.store.sqlite.internal.Databases.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.api.peer.Bytes;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("home ?#%").resolve("parley.db");
    }

    @Test
    void keepsWhatWasWrittenByTableAndKey() {
        try (Database database = Databases.open(file)) {
            assertEquals(Map.of(), read(database, "people"));
            write(database, "people", put("b", "two"), put("a", "one"), put("", "none"));
            write(database, "places", put("a", "elsewhere"));
            write(database, "people", put("b", "again"), new Change.Remove("a"), new Change.Remove("never"));
        }
        try (Database database = Databases.open(file)) {
            assertEquals(Map.of("", "none", "b", "again"), read(database, "people"));
            assertEquals(Map.of("a", "elsewhere"), read(database, "places"));
            assertEquals(
                    List.of("", "b"),
                    database.all("people").stream().map(record -> record.key()).toList());
        }
    }

    /** What the examination read at the start is given away once, and not after something was written. */
    @Test
    void whatIsReadIsWhatLiesThere() {
        try (Database database = Databases.open(file)) {
            write(database, "people", put("a", "one"));
            write(database, "places", put("a", "here"));
        }
        try (Database database = Databases.open(file)) {
            assertEquals(Map.of("a", "one"), read(database, "people"));
            assertEquals(Map.of("a", "one"), read(database, "people"), "and again");
            write(database, "places", put("a", "there"), put("b", "elsewhere"));
            assertEquals(Map.of("a", "there", "b", "elsewhere"), read(database, "places"));
            assertEquals(Map.of(), read(database, "things"));
        }
    }

    @Test
    void takesBytesOfAnyKind() {
        byte[] all = new byte[70_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (Database database = Databases.open(file)) {
            database.write(List.of(new Storage.Write(
                    "things",
                    List.of(
                            new Change.Put("ключ 🗝 '\"", ByteBuffer.wrap(all)),
                            new Change.Put("nothing", Bytes.NONE)))));
            assertEquals(2, database.all("things").size());
            assertEquals(Bytes.NONE, database.all("things").get(0).value());
            assertEquals(ByteBuffer.wrap(all), database.all("things").get(1).value());
        }
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no permission bits here");
        try (Database database = Databases.open(file)) {
            write(database, "people", put("a", "one"));
            try (Stream<Path> files = Files.list(file.getParent())) {
                for (Path one : files.toList()) {
                    assertEquals(
                            "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(one)),
                            one::toString);
                }
            }
            assertTrue(Files.size(Examination.log(file)) > 0, "the log is one of them");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String sentence =
                assertThrows(StartException.class, () -> Databases.open(file)).getMessage();
        assertTrue(sentence.contains("chmod 600"), sentence);
    }

    @Test
    void nobodyElseUsesItMeanwhile() {
        try (Database database = Databases.open(file)) {
            write(database, "people", put("a", "one"));
            String sentence = assertThrows(StartException.class, () -> Databases.open(file))
                    .getMessage();
            assertTrue(sentence.contains("in use by another program"), sentence);
            assertEquals(Map.of("a", "one"), read(database, "people"));
        }
    }

    @Test
    void whatWasConfirmedIsThereAfterACrash() throws IOException {
        Path elsewhere = folder.resolve("crashed").resolve("parley.db");
        Files.createDirectories(elsewhere.getParent());
        try (Database database = Databases.open(file)) {
            write(database, "people", put("a", "one"));
            write(database, "people", put("b", "two"));
            copy(file, elsewhere); // as they lie there at this moment
            copy(Examination.log(file), Examination.log(elsewhere));
        }
        try (Database database = Databases.open(elsewhere)) {
            assertEquals(Map.of("a", "one", "b", "two"), read(database, "people"));
        }
        try (Stream<Path> files = Files.list(elsewhere.getParent())) {
            assertEquals(List.of(elsewhere), files.toList(), "nothing else is left");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        if (to.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Statements are kept for the next transaction, but not one that the driver closed. */
    @Test
    void whenAStatementFailsTheNextTransactionsHaveOthers() throws SQLException {
        Databases.open(file).close();
        try (Connection connection = Connections.exclusive(file);
                Statement statement = connection.createStatement()) {
            Database database = new Database(file, connection);
            write(database, "people", put("a", "one"));
            statement.execute("CREATE TEMP TRIGGER no BEFORE INSERT ON record WHEN new.key = 'b'"
                    + " BEGIN SELECT raise(ROLLBACK, 'no'); END");
            for (int i = 0; i < 3; i++) {
                assertThrows(StoreException.class, () -> write(database, "people", put("c", "x"), put("b", "two")));
                assertEquals(Map.of("a", "one"), read(database, "people"));
            }
            statement.execute("DROP TRIGGER no");
            statement.execute("BEGIN"); // whoever left a transaction open does not stop it for good
            assertThrows(StoreException.class, () -> write(database, "people", put("c", "three")));
            write(database, "people", put("c", "three"), new Change.Remove("a"));
        }
        try (Database database = Databases.open(file)) {
            assertEquals(Map.of("c", "three"), read(database, "people"));
        }
    }

    @Test
    void whateverEndsATransactionTheNextOneBegins() throws SQLException {
        Databases.open(file).close();
        try (Connection connection = Connections.exclusive(file)) {
            Database database = new Database(file, connection);
            write(database, "people", put("a", "one"));
            assertThrows(
                    StackOverflowError.class,
                    () -> Connections.transaction(connection, () -> {
                        Connections.execute(connection, "DELETE FROM record");
                        throw new StackOverflowError();
                    }));
            write(database, "people", put("b", "two"));
            assertEquals(Map.of("a", "one", "b", "two"), read(database, "people"));
        }
    }

    @Test
    void aWriteIsThereAsAWholeOrNotAtAllAlsoWhenTheDiskIsFull() throws SQLException {
        Databases.open(file).close();
        try (Connection connection = Connections.exclusive(file);
                Statement statement = connection.createStatement()) {
            Database database = new Database(file, connection);
            write(database, "people", put("a", "one"));
            statement.execute("PRAGMA max_page_count = 10");
            StoreException full = assertThrows(
                    StoreException.class,
                    () -> write(database, "people", put("a", "changed"), put("b", "x".repeat(100_000))));
            assertTrue(full.getMessage().contains("is full. Make room"), full.getMessage());
            assertEquals(Map.of("a", "one"), read(database, "people"));
            write(database, "people", put("c", "three"));
            write(database, "people", put("d", "four"), new Change.Remove("c"));
        }
        try (Database database = Databases.open(file)) {
            assertEquals(Map.of("a", "one", "d", "four"), read(database, "people"));
        }
    }
}
