package dev.parley.wire.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.spi.store.LogFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {
    @TempDir
    Path folder;

    private final DiskFiles files = new DiskFiles();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean posix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private List<Path> inFolder() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void readsWhatWasWrittenAndNothingWhereNothingIs() throws IOException {
        Path file = folder.resolve("keys");
        assertEquals(Optional.empty(), files.readPrivate(file, 100));
        files.writePrivate(file, bytes("one"));
        assertArrayEquals(bytes("one"), files.readPrivate(file, 3).orElseThrow());
        files.writePrivate(file, bytes("second"));
        assertArrayEquals(bytes("second"), files.readPrivate(file, 100).orElseThrow());
        files.writePrivate(file, new byte[0]);
        assertEquals(0, files.readPrivate(file, 0).orElseThrow().length);
        assertEquals(List.of(file), inFolder(), "nothing else is left in the folder");
    }

    @Test
    void refusesWhatIsLongerThanTheCap() throws IOException {
        Path file = folder.resolve("keys");
        files.writePrivate(file, new byte[101]);
        assertEquals(101, files.readPrivate(file, 101).orElseThrow().length);
        assertThrows(IOException.class, () -> files.readPrivate(file, 100));
        assertEquals(101, files.readPrivate(file, Integer.MAX_VALUE).orElseThrow().length);
    }

    @Test
    void onlyTheOwnerCanReadFileAndFolders() throws IOException {
        assumeTrue(posix(), "permission bits");
        Path file = folder.resolve("a/b/keys");
        files.writePrivate(file, bytes("secret"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        for (Path made = file.getParent(); !made.equals(folder); made = made.getParent()) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        }
    }

    @Test
    void refusesAFileThatOthersCanReadAndMendsItByWriting() throws IOException {
        assumeTrue(posix(), "permission bits");
        Path file = folder.resolve("keys");
        for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
            files.writePrivate(file, bytes("secret"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            IOException refused = assertThrows(IOException.class, () -> files.readPrivate(file, 100));
            assertTrue(refused.getMessage().contains("chmod 600 '" + file + "'"), refused.getMessage());
        }
        files.writePrivate(file, bytes("secret"));
        assertArrayEquals(bytes("secret"), files.readPrivate(file, 100).orElseThrow());
    }

    @Test
    void aFailedWriteLeavesTheFileAsItWas() throws IOException {
        Path file = folder.resolve("keys");
        Files.createDirectories(file.resolve("in the way"));
        assertThrows(IOException.class, () -> files.writePrivate(file, bytes("new")));
        assertTrue(Files.isDirectory(file.resolve("in the way")));
        assertEquals(List.of(file), inFolder(), "the neighbour is removed");
    }

    @Test
    void whatACrashLeftIsReplaced() throws IOException {
        Path left = Files.writeString(folder.resolve("keys.new"), "half");
        files.writePrivate(folder.resolve("keys"), bytes("whole"));
        assertFalse(Files.exists(left));
    }

    @Test
    void aLinkInPlaceOfTheNeighbourIsNotFollowed() throws IOException {
        assumeTrue(posix(), "symbolic links");
        Path victim = Files.writeString(folder.resolve("victim"), "untouched");
        Files.createSymbolicLink(folder.resolve("keys.new"), victim);
        files.writePrivate(folder.resolve("keys"), bytes("secret"));
        assertEquals("untouched", Files.readString(victim));
    }

    @Test
    void writersOfOneFileDoNotMix() throws IOException {
        Path file = folder.resolve("keys");
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> write(file, (byte) i)))
                        .toArray(CompletableFuture[]::new))
                .join();
        byte[] last = files.readPrivate(file, 10_000).orElseThrow();
        assertEquals(5_000, last.length);
        assertEquals(
                1, IntStream.range(0, last.length).map(i -> last[i]).distinct().count());
    }

    private void write(Path file, byte fill) {
        byte[] bytes = new byte[5_000];
        java.util.Arrays.fill(bytes, fill);
        try {
            files.writePrivate(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRootIsNoFile() {
        assertThrows(IOException.class, () -> files.writePrivate(Path.of("/"), new byte[0]));
    }

    @Test
    void aLogGrowsIsReadCutAndDeleted() throws IOException {
        Path file = folder.resolve("below").resolve("log");
        assertEquals(List.of(), files.list(folder.resolve("below")));
        assertThrows(IOException.class, () -> files.open(file));
        files.writePrivate(file, bytes("head"));
        try (LogFile log = files.open(file)) {
            byte[] large = new byte[1_000_000]; // more than goes to the disk at once
            large[999_999] = 7;
            log.write(4, ByteBuffer.wrap(large));
            log.force();
            assertEquals(1_000_004, log.size());
            ByteBuffer all = ByteBuffer.allocate(1_000_000);
            log.read(4, all);
            assertArrayEquals(large, all.array());
            assertThrows(EOFException.class, () -> log.read(5, all.clear()));
            log.truncate(6);
            log.force();
        }
        assertEquals(6, Files.size(file));
        assertEquals(List.of(file), files.list(folder.resolve("below")));
        files.delete(file);
        files.delete(file);
        files.delete(folder.resolve("below"));
        assertEquals(List.of(), inFolder());
    }

    @Test
    void aLogThatOthersCanReadIsNotOpened() throws IOException {
        assumeTrue(posix());
        Path file = folder.resolve("log");
        files.writePrivate(file, bytes("head"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        IOException e = assertThrows(IOException.class, () -> files.open(file));
        assertTrue(e.getMessage().contains("chmod"), e.getMessage());
    }
}
