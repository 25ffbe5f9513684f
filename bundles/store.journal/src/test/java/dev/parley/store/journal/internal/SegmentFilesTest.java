package dev.parley.store.journal.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.StoreException;
import dev.parley.testkit.ForgetfulFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that a crash cut off, that a disk spoilt, or that somebody made. */
class SegmentFilesTest {
    private static final int LARGE = 1 << 20;
    private static final int SMALL = 1500;
    private static final int FUZZ = 100_000;
    private static final Path FIRST = Loader.file(Logs.FOLDER, 1);

    private final ForgetfulFiles files = new ForgetfulFiles();
    private final Random random = new Random(5);
    private int[] ends; // of the file after each step
    private byte[] whole;

    @BeforeEach
    void threeSteps() throws IOException {
        ends = new int[4];
        try (Log log = Logs.open(files, files, LARGE)) {
            ends[0] = file(FIRST).length;
            for (int step = 1; step <= 3; step++) {
                log.append(List.of(Logs.step(step)));
                ends[step] = file(FIRST).length;
            }
        }
        whole = file(FIRST);
    }

    private byte[] file(Path path) throws IOException {
        return files.readPrivate(path, LARGE).orElseThrow();
    }

    private int reopened(byte[] bytes) throws IOException {
        files.write(FIRST, bytes);
        files.force(FIRST);
        try (Log log = Logs.open(files, files, LARGE)) {
            return Logs.last(log);
        }
    }

    @Test
    void aTornTailIsCutOffAtEveryByte() throws IOException {
        for (int length = ends[0]; length <= whole.length; length++) {
            int kept = length < ends[1] ? 0 : length < ends[2] ? 1 : length < ends[3] ? 2 : 3;
            assertEquals(kept, reopened(Arrays.copyOf(whole, length)), "cut at " + length);
            assertEquals(ends[kept], file(FIRST).length);
            try (Log log = Logs.open(files, files, LARGE)) {
                log.append(List.of(Logs.step(kept + 1)));
            }
            files.crash();
            assertEquals(kept + 1, Logs.last(Logs.open(files, files, LARGE)), "it goes on after " + length);
        }
    }

    @Test
    void aTailOfSomethingElseIsCutOff() throws IOException {
        for (int i = 0; i < 200; i++) {
            byte[] torn = Arrays.copyOf(whole, ends[3] + random.nextInt(200));
            int from = ends[2] + random.nextInt(torn.length - ends[2]);
            byte[] other = new byte[torn.length - from];
            if (i % 2 == 0) {
                random.nextBytes(other);
            }
            System.arraycopy(other, 0, torn, from, other.length);
            assertEquals(from < ends[3] ? 2 : 3, reopened(torn));
        }
    }

    @Test
    void whatWasForcedAndIsSpoiltIsNamedAndNotChanged() throws IOException {
        for (int at = 0; at < ends[2]; at++) {
            byte[] spoilt = whole.clone();
            spoilt[at] ^= (byte) (1 << random.nextInt(8));
            StoreException e = assertThrows(StoreException.class, () -> reopened(spoilt), "byte " + at);
            assertTrue(e.getMessage().contains(FIRST + " is damaged"), e.getMessage());
            assertArrayEquals(spoilt, file(FIRST));
        }
    }

    @Test
    void aSpoiltCheckpointIsNoTornTail() {
        byte[] spoilt = Arrays.copyOf(whole, ends[0]);
        spoilt[ends[0] - 1] ^= 1;
        assertThrows(StoreException.class, () -> reopened(spoilt));
        assertThrows(StoreException.class, () -> reopened(Arrays.copyOf(whole, ends[0] - 1)));
        assertThrows(StoreException.class, () -> reopened(new byte[0]));
    }

    @Test
    void anOlderSegmentHasNoTail() throws IOException {
        try (Log log = Logs.open(files, files, SMALL)) {
            for (int step = 4; step < 12; step++) {
                log.append(List.of(Logs.step(step)));
            }
        }
        byte[] older = file(FIRST);
        files.write(FIRST, Arrays.copyOf(older, older.length - 1));
        assertThrows(StoreException.class, () -> Logs.open(files, files, SMALL));
        files.write(FIRST, older);
        assertEquals(11, Logs.last(Logs.open(files, files, SMALL)));
    }

    @Test
    void aSegmentInAnothersPlaceIsRefused() throws IOException {
        assertThrows(DamagedException.class, () -> read(new SessionId(new UUID(7, 7)), FIRST, whole));
        assertThrows(DamagedException.class, () -> read(Logs.SESSION, Loader.file(Logs.FOLDER, 2), whole));
        byte[] newer = whole.clone();
        newer[7]++;
        DamagedException e = assertThrows(DamagedException.class, () -> read(Logs.SESSION, FIRST, newer));
        assertTrue(e.getMessage().contains("format 2") && e.getMessage().contains("update"), e.getMessage());
    }

    @Test
    void anEntryThatTheDiskSpoiltMeanwhileIsNamed() throws IOException {
        try (Log log = Logs.open(files, files, LARGE)) {
            byte[] spoilt = whole.clone();
            spoilt[ends[3] - 20] ^= 1; // in Ben's last entry, or in the record behind it
            spoilt[ends[2] + 200] ^= 1;
            files.write(FIRST, spoilt);
            StoreException e = assertThrows(StoreException.class, () -> log.read(Journal.BEGINNING, Integer.MAX_VALUE));
            assertTrue(
                    e.getMessage().contains("position") && e.getMessage().contains(FIRST.toString()), e.getMessage());
            assertEquals(4, log.read(Journal.BEGINNING, 20).size(), "the others can be read");
        }
    }

    @Test
    void anythingIsReadOrRefused() {
        int read = 0;
        for (int i = 0; i < FUZZ; i++) {
            byte[] input = i % 3 == 0 ? signed(items()) : mutated();
            try {
                int end = read(Logs.SESSION, FIRST, input);
                assertTrue(end <= input.length);
                read++;
            } catch (DamagedException refused) {
                assertTrue(refused.getMessage().length() > 5);
            }
        }
        assertTrue(read > 100 && read < FUZZ, "some of both");
    }

    private static int read(SessionId session, Path file, byte[] bytes) throws DamagedException {
        return new Loader(session).read(file, ByteBuffer.wrap(bytes), true);
    }

    private byte[] mutated() {
        byte[] input = Arrays.copyOf(whole, random.nextInt(whole.length + 20));
        for (int changes = random.nextInt(4); changes > 0 && input.length > 0; changes--) {
            int at = random.nextInt(input.length);
            input[at] = (byte) random.nextInt();
        }
        return input;
    }

    /** What could stand in a frame, with some bytes changed. */
    private byte[] items() {
        int from = ends[0] + Frames.HEAD_BYTES;
        byte[] items = Arrays.copyOfRange(whole, from, from + random.nextInt(ends[1] - from) + 1);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(3) == 0 ? 0 : random.nextInt(items.length);
            items[at] = (byte) random.nextInt(7);
        }
        return items;
    }

    /** A frame with a right checksum, behind the checkpoint. */
    private byte[] signed(byte[] items) {
        ByteBuffer file = ByteBuffer.allocate(ends[0] + Frames.HEAD_BYTES + items.length);
        file.put(whole, 0, ends[0]);
        Frames.begin(file);
        file.put(items);
        int mark = ByteBuffer.wrap(whole).getInt(SegmentHead.BYTES);
        new Frames(mark).end(file, ends[0], ends[0]);
        return file.array();
    }
}
