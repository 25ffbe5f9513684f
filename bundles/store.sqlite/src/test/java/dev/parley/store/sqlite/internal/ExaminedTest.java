package dev.parley.store.sqlite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.Bytes;
import dev.parley.spi.store.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an examination read, and how long that counts. */
class ExaminedTest {
    private static final List<StoredRecord> PEOPLE = List.of(new StoredRecord("a", Bytes.NONE));

    @TempDir
    Path folder;

    private Path file;
    private Examined examined;

    @BeforeEach
    void read() throws IOException {
        file = Files.writeString(folder.resolve("parley.db"), "as it was");
        examined = Examined.of(Map.of("people", PEOPLE), Examined.Stamp.of(file));
    }

    @Test
    void isGivenAwayOnce() {
        assertEquals(Optional.of(PEOPLE), examined.take("people"));
        assertEquals(Optional.empty(), examined.take("people"));
        assertEquals(Optional.empty(), examined.take("places"));
    }

    @Test
    void isForgottenWhenSomethingIsWritten() {
        examined.forget();
        assertEquals(Optional.empty(), examined.take("people"));
    }

    @Test
    void countsForTheFileAsItWas() throws IOException {
        assertTrue(examined.isOf(file));
        FileTime before = Files.getLastModifiedTime(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1));
        assertFalse(examined.isOf(file), "touched since");
        Files.writeString(file, "longer than it was");
        Files.setLastModifiedTime(file, before);
        assertFalse(examined.isOf(file), "longer since");
        assertFalse(Examined.nothing().isOf(file));
    }
}
