package dev.parley.store.journal.internal;

import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.LogFile;
import dev.parley.spi.store.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads some entries; files other than the newest are open only meanwhile. One thread, one use. */
final class Reading implements AutoCloseable {
    /** So much is read at once, when a second entry follows the first one; often only one is wanted. */
    private static final int AHEAD_BYTES = 64 << 10;

    /** What may lie between two entries, as the head of a frame, and the second one still follows the first one. */
    private static final int GAP_BYTES = 4 << 10;

    private final Disk disk;
    private final List<Segment> segments;
    private final LogFile newest;
    private final Items items;
    private final int mostBytes;
    private final Map<Segment, LogFile> opened = new HashMap<>();
    private final List<StoredEntry> found = new ArrayList<>();
    private long bytes;
    private Segment ahead; // the one of the block; null at first
    private int aheadAt; // where in its file the block begins
    private ByteBuffer block = ByteBuffer.allocate(0);
    private int read; // where in its file the last entry ended

    /** @param newest the file of the last segment */
    Reading(Disk disk, List<Segment> segments, LogFile newest, Items items, int mostBytes) {
        this.disk = disk;
        this.segments = segments;
        this.newest = newest;
        this.items = items;
        this.mostBytes = mostBytes;
    }

    /**
     * Reads one more, if it is not too much.
     *
     * @return whether to go on
     * @throws dev.parley.spi.store.StoreException when it is spoilt
     */
    boolean add(long position) throws IOException {
        Segment segment = segments.get(at(segments, position));
        int content = segment.bytes(position) - Items.ENTRY_BYTES;
        if (!found.isEmpty() && bytes + content > mostBytes) {
            return false;
        }
        found.add(new StoredEntry(position, entry(segment, position)));
        bytes += content;
        return true;
    }

    private JournalEntry entry(Segment segment, long position) throws IOException {
        int offset = segment.offset(position);
        int size = segment.bytes(position);
        boolean follows = segment == ahead && offset >= read && offset - read <= GAP_BYTES;
        if (!follows || offset + size > aheadAt + block.limit()) {
            block = ByteBuffer.allocate(
                    follows ? Math.max(size, Math.min(AHEAD_BYTES, segment.size() - offset)) : size);
            file(segment).read(offset, block);
            block.flip();
            ahead = segment;
            aheadAt = offset;
        }
        read = offset + size;
        try {
            return items.content(block.slice(offset - aheadAt, size));
        } catch (DamagedException e) {
            throw Refusals.spoilt(segment.file(), position, e);
        }
    }

    private LogFile file(Segment segment) throws IOException {
        if (segment == segments.get(segments.size() - 1)) {
            return newest;
        }
        LogFile file = opened.get(segment);
        if (file == null) {
            file = disk.logs().open(segment.file());
            opened.put(segment, file);
        }
        return file;
    }

    List<StoredEntry> found() {
        return found;
    }

    /** Which segment has a position, or would have it: the last that begins at or before it; the first when none does. */
    static int at(List<Segment> segments, long position) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).first() <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public void close() throws IOException {
        for (LogFile file : opened.values()) {
            file.close();
        }
    }
}
