package dev.parley.store.journal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.store.Journal;
import dev.parley.spi.store.LogFile;
import dev.parley.spi.store.LogFiles;
import dev.parley.testkit.ForgetfulFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often the disk is asked for what is read. */
class ReadingTest {
    private static final int STEPS = 1000;

    private final ForgetfulFiles files = new ForgetfulFiles();
    private final List<Integer> reads = new ArrayList<>();

    /** Writes down how much is read at a time. */
    private final class Watched implements LogFiles {
        @Override
        public List<Path> list(Path folder) throws IOException {
            return files.list(folder);
        }

        @Override
        public void delete(Path file) throws IOException {
            files.delete(file);
        }

        @Override
        public LogFile open(Path file) throws IOException {
            LogFile opened = files.open(file);
            return new LogFile() {
                @Override
                public long size() throws IOException {
                    return opened.size();
                }

                @Override
                public void read(long at, ByteBuffer into) throws IOException {
                    reads.add(into.remaining());
                    opened.read(at, into);
                }

                @Override
                public void write(long at, ByteBuffer bytes) throws IOException {
                    opened.write(at, bytes);
                }

                @Override
                public void truncate(long size) throws IOException {
                    opened.truncate(size);
                }

                @Override
                public void force() throws IOException {
                    opened.force();
                }

                @Override
                public void close() throws IOException {
                    opened.close();
                }
            };
        }
    }

    private Log written(int segmentBytes) throws IOException {
        Log log = Logs.open(files, new Watched(), segmentBytes);
        for (int step = 1; step <= STEPS; step++) {
            log.append(List.of(Logs.step(step)));
        }
        reads.clear();
        return log;
    }

    @Test
    void manyAreReadAtOnce() throws IOException {
        try (Log log = written(1 << 20)) {
            assertEquals(
                    2 * STEPS, log.read(Journal.BEGINNING, Integer.MAX_VALUE).size());
            assertTrue(reads.size() < 20, reads::toString);
        }
    }

    @Test
    void oneIsReadAlone() throws IOException {
        try (Log log = written(1 << 20)) {
            assertEquals(1, log.read(Journal.BEGINNING + 7, 1).size());
            assertEquals(1, reads.size());
            assertTrue(reads.get(0) < 200, reads::toString);
        }
    }

    @Test
    void overSegmentsNothingIsMissed() throws IOException {
        try (Log log = written(20_000)) {
            int kept = (int) (log.view().next() - log.view().first());
            assertEquals(kept, log.read(log.view().first(), Integer.MAX_VALUE).size());
            assertEquals(STEPS, Logs.last(log));
        }
    }
}
