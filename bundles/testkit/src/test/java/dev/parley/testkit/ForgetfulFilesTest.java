package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.store.LogFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void ofALogOnlyWhatWasForcedIsKeptOrSomeOfTheRest() throws IOException {
        for (int tail : new int[] {0, 2, 100}) {
            ForgetfulFiles disk = new ForgetfulFiles();
            disk.writePrivate(FILE, new byte[] {1});
            LogFile log = disk.open(FILE);
            log.write(1, ByteBuffer.wrap(new byte[] {2, 3}));
            log.force();
            log.write(3, ByteBuffer.wrap(new byte[] {4, 5, 6}));
            assertEquals(6, log.size());
            assertThrows(EOFException.class, () -> log.read(4, ByteBuffer.allocate(3)));
            disk.crash(tail);
            byte[] kept = disk.readPrivate(FILE, 10).orElseThrow();
            assertArrayEquals(Arrays.copyOf(new byte[] {1, 2, 3, 4, 5, 6}, 3 + Math.min(3, tail)), kept);
        }
    }

    @Test
    void aFullDiskTakesHalfOfAWriteAndLessLater() throws IOException {
        ForgetfulFiles disk = new ForgetfulFiles();
        disk.writePrivate(FILE, new byte[] {1});
        LogFile log = disk.open(FILE);
        disk.full(true);
        assertThrows(IOException.class, () -> log.write(1, ByteBuffer.wrap(new byte[] {2, 3, 4, 5})));
        assertEquals(3, log.size());
        assertThrows(IOException.class, () -> disk.writePrivate(OTHER, new byte[1]));
        log.truncate(1);
        log.force();
        disk.full(false);
        log.write(1, ByteBuffer.wrap(new byte[] {2}));
        assertEquals(2, log.size());
    }

    @Test
    void aFolderHasWhatIsInIt() throws IOException {
        ForgetfulFiles disk = new ForgetfulFiles();
        Path folder = Path.of("/a/b");
        assertEquals(List.of(), disk.list(folder));
        disk.writePrivate(folder.resolve("c").resolve("d"), new byte[1]);
        disk.writePrivate(folder.resolve("c").resolve("e"), new byte[1]);
        disk.writePrivate(folder.resolve("f"), new byte[1]);
        assertEquals(Set.of(folder.resolve("c"), folder.resolve("f")), Set.copyOf(disk.list(folder)));
        disk.delete(folder.resolve("f"));
        disk.delete(folder.resolve("f"));
        disk.crash();
        assertEquals(List.of(folder.resolve("c")), disk.list(folder));
    }
}
