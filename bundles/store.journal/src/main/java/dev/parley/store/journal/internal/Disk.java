package dev.parley.store.journal.internal;

import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.LogFiles;
import dev.parley.spi.store.Retention;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What journals are made on, and how.
 *
 * @param retention of each
 * @param segmentBytes after so many a segment is full
 */
record Disk(
        FileLayer files, LogFiles logs, Clock clock, RandomGenerator random, Retention retention, int segmentBytes) {
    private static final int MOST_SEGMENT_BYTES = 8 << 20;
    private static final int LEAST_SEGMENT_BYTES = 64 << 10;
    private static final int PARTS = 16;

    /** With segments of a sixteenth of what is kept, but not too many and not too large. */
    static Disk of(FileLayer files, LogFiles logs, Clock clock, RandomGenerator random, Retention retention) {
        long part = Math.max(LEAST_SEGMENT_BYTES, Math.min(MOST_SEGMENT_BYTES, retention.bytes() / PARTS));
        return new Disk(files, logs, clock, random, retention, (int) part);
    }

    /** Whether a segment takes no more. After a sixteenth of the age, too: it can only go as a whole. */
    boolean full(Segment segment) {
        long written = (long) segment.size() - segment.head().checkpoint();
        boolean large = written >= Math.max(segmentBytes, segment.head().checkpoint());
        long age = retention.age().dividedBy(PARTS).toMillis();
        return large || (!segment.empty() && clock.millis() - segment.oldest() > age);
    }

    /** Whether a segment's entries are all too old. */
    boolean old(Segment segment) {
        return !segment.empty()
                && clock.millis() - segment.newest() > retention.age().toMillis();
    }
}
