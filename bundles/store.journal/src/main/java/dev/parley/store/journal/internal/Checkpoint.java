package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Coverage;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * What a segment begins with: all that is to be known when the segments before it are gone.
 *
 * @param next the position of the segment's first entry
 * @param coverage of each author; only what was seen is written
 * @param records all there are
 */
record Checkpoint(long next, Map<EndPointId, Coverage> coverage, List<StoredRecord> records) {
    private static final int SEEN_BYTES = 1 + EndPointId.BYTES + 8 + 8;

    /** A segment's first bytes. */
    byte[] segment(SessionId session, long number, int mark) {
        ByteBuffer to = ByteBuffer.allocate(mostBytes());
        to.position(SegmentHead.BYTES);
        Frames frames = new Frames(mark);
        Items items = new Items();
        int start = to.position();
        Frames.begin(to);
        items.write(new Item.Next(next), to);
        coverage.forEach((author, has) -> {
            for (SequenceRange range : has.seen().ranges()) {
                items.write(new Item.Seen(author, range), to);
            }
        });
        frames.end(to, start, 0);
        for (StoredRecord record : records) {
            start = to.position();
            Frames.begin(to);
            items.write(new Change.Put(record.key(), record.value()), to);
            frames.end(to, start, 0);
        }
        byte[] bytes = new byte[to.position()];
        to.flip();
        new SegmentHead(session, number, mark, bytes.length).write(to);
        to.rewind().get(bytes);
        return bytes;
    }

    private int mostBytes() {
        long bytes = SegmentHead.BYTES + Frames.HEAD_BYTES + 1L + 8;
        for (Coverage has : coverage.values()) {
            bytes += (long) has.seen().ranges().size() * SEEN_BYTES;
        }
        for (StoredRecord record : records) {
            bytes += Frames.HEAD_BYTES
                    + Items.MOST_OTHER_BYTES
                    + (long) record.value().remaining();
        }
        return Math.toIntExact(bytes);
    }
}
