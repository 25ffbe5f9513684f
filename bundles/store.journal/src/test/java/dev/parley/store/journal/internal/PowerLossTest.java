package dev.parley.store.journal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.store.LogFile;
import dev.parley.spi.store.LogFiles;
import dev.parley.spi.store.StoreException;
import dev.parley.testkit.ForgetfulFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The power goes at each point where something is written or forced, also while what was left is mended. */
class PowerLossTest {
    private static final int SEGMENT_BYTES = 1500; // a few steps
    private static final int STEPS = 60;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 37, 300, Integer.MAX_VALUE / 2})
    void whatWasConfirmedIsThereAndNothingInPart(int tail) throws IOException {
        int points = loseEverywhere(tail, UnaryOperator.identity());
        assertTrue(points > 3 * STEPS / 2, () -> "only " + points + " points");
    }

    /** The test sees what it is for. */
    @Test
    void aForceThatIsSkippedIsFound() {
        AssertionError lost = assertThrows(AssertionError.class, () -> loseEverywhere(0, Lazy::new));
        assertTrue(lost.getMessage().contains("confirmed"), lost.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 40, 77})
    void whatTheDiskRefusesOnceLeavesNothingBehind(int point) throws IOException {
        ForgetfulFiles files = new ForgetfulFiles();
        Log log = Logs.open(files, files, SEGMENT_BYTES);
        files.failAt(point);
        int refused = 0;
        for (int step = 1; step <= STEPS; ) {
            try {
                log.append(List.of(Logs.step(step)));
                step++;
            } catch (StoreException e) {
                refused++;
            }
            assertEquals(step - 1, Logs.last(log));
        }
        assertTrue(refused <= 1);
        files.crash();
        assertEquals(STEPS, Logs.last(Logs.open(files, files, SEGMENT_BYTES)));
    }

    /** @return how many points there were */
    private static int loseEverywhere(int tail, UnaryOperator<LogFiles> layer) throws IOException {
        int point = 1;
        while (true) {
            ForgetfulFiles files = new ForgetfulFiles();
            LogFiles logs = layer.apply(files);
            files.loseAt(point);
            int confirmed = write(files, logs, 1, STEPS);
            if (!files.crashed()) {
                assertEquals(STEPS, confirmed);
                return point;
            }
            files.crash(tail);
            files.loseAt(1 + point % 3); // and again, in the middle of mending it
            write(files, logs, STEPS, 0);
            files.crash(tail);
            int found = Logs.last(Logs.open(files, logs, SEGMENT_BYTES));
            if (found < confirmed || found > confirmed + 1) {
                throw new AssertionError(
                        "at point " + point + " " + confirmed + " steps were confirmed, and " + found + " are there");
            }
            assertEquals(STEPS, write(files, logs, found + 1, STEPS), "it goes on");
            files.crash();
            assertEquals(STEPS, Logs.last(Logs.open(files, files, SEGMENT_BYTES)));
            point++;
        }
    }

    /** @return the last step that was confirmed */
    private static int write(ForgetfulFiles files, LogFiles logs, int from, int to) throws IOException {
        int confirmed = from - 1;
        try (Log log = Logs.open(files, logs, SEGMENT_BYTES)) {
            for (int step = from; step <= to; step++) {
                log.append(List.of(Logs.step(step)));
                confirmed = step;
            }
        } catch (IOException | StoreException powerless) {
            assertTrue(files.crashed(), powerless::toString);
        }
        return confirmed;
    }

    /** A disk that says that it forced, and did not. */
    private record Lazy(LogFiles files) implements LogFiles {
        @Override
        public List<Path> list(Path folder) throws IOException {
            return files.list(folder);
        }

        @Override
        public LogFile open(Path file) throws IOException {
            return new LazyFile(files.open(file));
        }

        @Override
        public void delete(Path file) throws IOException {
            files.delete(file);
        }
    }

    private record LazyFile(LogFile file) implements LogFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(long at, ByteBuffer into) throws IOException {
            file.read(at, into);
        }

        @Override
        public void write(long at, ByteBuffer bytes) throws IOException {
            file.write(at, bytes);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force() {
            // the test is about what happens then
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
