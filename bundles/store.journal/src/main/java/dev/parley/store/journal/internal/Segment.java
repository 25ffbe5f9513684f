package dev.parley.store.journal.internal;

import java.nio.file.Path;
import java.util.Arrays;

/** What is known of a file of the journal: where in it each entry lies. One thread. */
final class Segment {
    private static final int AT_FIRST = 16;

    private final Path file;
    private final SegmentHead head;
    private final long first;
    private int[] offsets = new int[AT_FIRST];
    private int[] lengths = new int[AT_FIRST];
    private int count;
    private int size;
    private long oldest;
    private long newest;

    /** @param first the position of its first entry, when it gets one */
    Segment(Path file, SegmentHead head, long first, int size) {
        this.file = file;
        this.head = head;
        this.first = first;
        this.size = size;
    }

    void add(int offset, int bytes, long at) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        offsets[count] = offset;
        lengths[count] = bytes;
        oldest = count == 0 ? at : Math.min(oldest, at);
        newest = count == 0 ? at : Math.max(newest, at);
        count++;
    }

    Path file() {
        return file;
    }

    SegmentHead head() {
        return head;
    }

    /** Its first position, also when it has no entry yet. */
    long first() {
        return first;
    }

    /** Behind its last position. */
    long end() {
        return first + count;
    }

    boolean empty() {
        return count == 0;
    }

    int offset(long position) {
        return offsets[(int) (position - first)];
    }

    int bytes(long position) {
        return lengths[(int) (position - first)];
    }

    /** Of the file, as far as it is forced. */
    int size() {
        return size;
    }

    void grow(int bytes) {
        size += bytes;
    }

    /** When its oldest entry was written, in milliseconds since 1970; meaningless when it is empty. */
    long oldest() {
        return oldest;
    }

    /** When its newest entry was written. */
    long newest() {
        return newest;
    }
}
