package dev.parley.store.sqlite.internal;

import static dev.parley.store.sqlite.internal.Databases.put;
import static dev.parley.store.sqlite.internal.Databases.read;
import static dev.parley.store.sqlite.internal.Databases.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be used is named, and left as it is. */
class RefusedFilesTest {
    private static final Map<String, String> PEOPLE = new TreeMap<>();

    static {
        for (int i = 0; i < 100; i++) {
            PEOPLE.put("person " + i, ("what is known of " + i + " ").repeat(10));
        }
    }

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void fill() {
        file = folder.resolve("parley.db");
        try (Database database = Databases.open(file)) {
            PEOPLE.forEach((key, value) -> write(database, "people", put(key, value)));
        }
    }

    private String refused() throws IOException {
        byte[] before = Files.readAllBytes(file);
        StartException refusal = assertThrows(StartException.class, () -> Databases.open(file));
        assertArrayEquals(before, Files.readAllBytes(file), "not touched");
        return refusal.getMessage();
    }

    private void overwrite(int at, byte[] with) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(with, 0, bytes, at, with.length);
        Files.write(file, bytes);
    }

    @Test
    void aNewerOneIsRefused() throws IOException {
        overwrite(60, ByteBuffer.allocate(4).putInt(2).array());
        String sentence = refused();
        assertTrue(sentence.contains("newer Parley") && sentence.contains("format 2"), sentence);
    }

    /** As when a newer Parley crashed in the middle of its first start. */
    @Test
    void aNewerOneIsRefusedAlsoWhenOnlyItsLogSaysSo() throws IOException, SQLException {
        Path crashed = folder.resolve("crashed").resolve("parley.db");
        Databases.FILES.writePrivate(crashed, Files.readAllBytes(file));
        try (Connection connection = Connections.exclusive(file);
                Statement statement = connection.createStatement()) {
            Connections.makeDurable(connection);
            statement.execute("PRAGMA user_version = 2");
            Databases.FILES.writePrivate(Examination.log(crashed), Files.readAllBytes(Examination.log(file)));
        }
        file = crashed;
        byte[] log = Files.readAllBytes(Examination.log(file));
        assertTrue(refused().contains("newer Parley"));
        assertArrayEquals(log, Files.readAllBytes(Examination.log(file)), "nor is its log");
    }

    @Test
    void anotherProgramsIsRefused() throws IOException, SQLException {
        overwrite(68, ByteBuffer.allocate(4).putInt(17).array());
        assertTrue(refused().contains("another program"));

        Files.delete(file);
        Databases.FILES.writePrivate(file, new byte[0]);
        try (Connection connection = Connections.exclusive(file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (x)");
        }
        assertTrue(refused().contains("another program"));
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws IOException {
        overwrite(0, "no database".getBytes(StandardCharsets.US_ASCII));
        String sentence = refused();
        assertTrue(sentence.contains("damaged") && sentence.contains("copy"), sentence);
        Files.write(file, new byte[] {1, 2, 3});
        assertTrue(refused().contains("damaged"));
    }

    @Test
    void oneThatWasCutOffIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(refused().contains("damaged"));
    }

    /** Whatever the disk does to it: all is read as it was written, or the sentence says that it is damaged. */
    @Test
    void fuzzOfSpoiltFiles() throws IOException {
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            try (Database database = Databases.open(file)) {
                assertTrue(
                        PEOPLE.equals(read(database, "people")), "byte " + at + " is another one, and nobody noticed");
            } catch (StartException e) {
                refused++;
                assertTrue(e.getMessage().length() < 1_000, e.getMessage());
            }
            Files.deleteIfExists(Examination.log(file));
        }
        assertNotEquals(0, refused);
    }

    @Test
    void aRecordThatIsNotWhatWasWrittenIsNamed() throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        // Also where an earlier state of a page lies about.
        Files.write(
                file, text.replace("what is known of 7 ", "What is known of 7 ").getBytes(StandardCharsets.ISO_8859_1));
        String sentence = refused();
        assertTrue(sentence.contains("person 7 of people"), sentence);
    }

    @Test
    void oneThatIsSpoiltWhileWeUseItIsNamedToo() throws SQLException {
        try (Connection connection = Connections.exclusive(file);
                Statement statement = connection.createStatement()) {
            Database open = new Database(file, connection);
            statement.execute("UPDATE record SET sum = sum + 1 WHERE key = 'person 7'");
            StoreException refusal = assertThrows(StoreException.class, () -> open.all("people"));
            assertTrue(refusal.getMessage().contains("person 7"), refusal.getMessage());
        }
    }

    @Test
    void aFolderWithoutRoomForItIsNamed() {
        Path inAFile = file.resolve("parley.db");
        String sentence = assertThrows(StartException.class, () -> Databases.open(inAFile))
                .getMessage();
        assertTrue(sentence.contains("cannot be kept"), sentence);
    }
}
