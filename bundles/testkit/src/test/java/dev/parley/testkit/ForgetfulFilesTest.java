package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgetfulFilesTest {
    private static final Path FILE = Path.of("home", "state");
    private static final Path OTHER = Path.of("home", "other");

    private final ForgetfulFiles files = new ForgetfulFiles();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> read(Path file) throws IOException {
        return files.readPrivate(file, 100).map(b -> new String(b, StandardCharsets.UTF_8));
    }

    @Test
    void whatWasWrittenAsAWholeSurvives() throws IOException {
        files.writePrivate(FILE, bytes("one"));
        files.crash();
        assertEquals(Optional.of("one"), read(FILE));
    }

    @Test
    void atEachPointTheFileIsOldOrNewAndNeverHalf() throws IOException {
        int points = 0;
        for (int point = 1; ; point++) {
            files.writePrivate(FILE, bytes("old"));
            files.loseAt(point);
            boolean thrown = false;
            try {
                files.writePrivate(FILE, bytes("new"));
            } catch (IOException lost) {
                thrown = true;
            }
            assertEquals(thrown, files.crashed());
            files.crash();
            assertEquals(Optional.of(thrown ? "old" : "new"), read(FILE), "power lost at " + point);
            assertEquals(Optional.empty(), read(Path.of("home", "state.new")));
            if (!thrown) {
                break;
            }
            points++;
        }
        assertEquals(4, points);
    }

    @Test
    void aPointThatFailsLeavesTheFileAsItWas() throws IOException {
        files.writePrivate(FILE, bytes("old"));
        for (int point = 1; point <= 3; point++) {
            files.failAt(point);
            assertThrows(IOException.class, () -> files.writePrivate(FILE, bytes("new")));
            assertFalse(files.crashed());
            assertEquals(Optional.of("old"), read(FILE));
        }
        files.writePrivate(FILE, bytes("new"));
        assertEquals(Optional.of("new"), read(FILE));
    }

    @Test
    void contentWithoutForceIsLost() throws IOException {
        files.write(FILE, bytes("one"));
        files.forceFolder(FILE);
        files.crash();
        assertEquals(Optional.of(""), read(FILE), "the name was kept, what is in it was not");
    }

    @Test
    void aNameWithoutForceIsLost() throws IOException {
        files.write(FILE, bytes("one"));
        files.force(FILE);
        files.crash();
        assertEquals(Optional.empty(), read(FILE));
    }

    @Test
    void aRenameOrDeletionWithoutForceIsUndone() throws IOException {
        files.writePrivate(FILE, bytes("one"));
        files.writePrivate(OTHER, bytes("two"));
        files.rename(FILE, OTHER);
        assertEquals(Optional.of("one"), read(OTHER));
        files.crash();
        assertEquals(Optional.of("one"), read(FILE));
        assertEquals(Optional.of("two"), read(OTHER));
        files.remove(FILE);
        files.crash();
        assertEquals(Optional.of("one"), read(FILE));
        files.remove(FILE);
        files.forceFolder(FILE);
        files.crash();
        assertEquals(Optional.empty(), read(FILE));
    }

    @Test
    void anOverwriteInPlaceLosesTheNewOne() throws IOException {
        files.writePrivate(FILE, bytes("one"));
        files.write(FILE, bytes("two"));
        files.crash();
        assertEquals(Optional.of("one"), read(FILE));
    }

    @Test
    void nothingGoesWithoutPower() throws IOException {
        files.writePrivate(FILE, bytes("one"));
        files.loseAt(1);
        assertThrows(IOException.class, () -> files.write(FILE, bytes("two")));
        assertTrue(files.crashed());
        assertThrows(IOException.class, () -> read(FILE));
        assertThrows(IOException.class, () -> files.force(FILE));
        files.crash();
        assertEquals(Optional.of("one"), read(FILE));
        assertEquals(0, files.points());
    }

    @Test
    void refusesAsTheDiskDoes() throws IOException {
        files.writePrivate(FILE, new byte[101]);
        assertThrows(IOException.class, () -> read(FILE));
        files.writePrivate(FILE, bytes("one"));
        files.expose(FILE);
        assertThrows(IOException.class, () -> read(FILE));
        files.writePrivate(FILE, bytes("two"));
        assertEquals(Optional.of("two"), read(FILE));
        assertThrows(IOException.class, () -> files.force(OTHER));
        assertThrows(IOException.class, () -> files.remove(OTHER));
    }
}
