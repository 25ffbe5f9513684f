package dev.parley.store.journal.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What is written in one step stands in one frame: the segment's mark, the length of the items, a checksum, the place in the file where
 * the frame's group began, and the items. All before that place was forced when the frame was written: so a frame that is broken although
 * a later group lies behind it was confirmed and spoilt, and one at the end was perhaps only begun. The mark is a secret of the segment:
 * nobody can put a frame into the content of an entry.
 */
final class Frames {
    /** Mark, length, checksum, group. */
    static final int HEAD_BYTES = 4 + 4 + 4 + 4;

    private static final int LENGTH_AT = 4;
    private static final int SUM_AT = 8;
    private static final int GROUP_AT = 12;

    private final int mark;

    Frames(int mark) {
        this.mark = mark;
    }

    /** Leaves room for the head. */
    static void begin(ByteBuffer to) {
        to.position(to.position() + HEAD_BYTES);
    }

    /**
     * Fills in the head.
     *
     * @param start where the frame began in the buffer
     * @param group where its group began in the file
     */
    void end(ByteBuffer to, int start, int group) {
        int bytes = to.position() - start;
        to.putInt(start, mark);
        to.putInt(start + LENGTH_AT, bytes - HEAD_BYTES);
        to.putInt(start + GROUP_AT, group);
        to.putInt(start + SUM_AT, sum(to, start, bytes));
    }

    /**
     * @param file a segment, from its beginning to the limit
     * @return where the frame that begins there ends; -1 when none does
     */
    int end(ByteBuffer file, int start) {
        int left = file.limit() - start;
        if (left < HEAD_BYTES || file.getInt(start) != mark) {
            return -1;
        }
        int items = file.getInt(start + LENGTH_AT);
        int group = file.getInt(start + GROUP_AT);
        if (items < 1 || items > left - HEAD_BYTES || group < 0 || group > start) {
            return -1;
        }
        int bytes = HEAD_BYTES + items;
        return file.getInt(start + SUM_AT) == sum(file, start, bytes) ? start + bytes : -1;
    }

    /** Whether behind a place where no frame begins there is one whose group began later: then what is here had been forced. */
    boolean wasForced(ByteBuffer file, int broken) {
        for (int at = broken + 1; at <= file.limit() - HEAD_BYTES; at++) {
            if (file.getInt(at) == mark && end(file, at) >= 0 && file.getInt(at + GROUP_AT) > broken) {
                return true;
            }
        }
        return false;
    }

    /** Over all but itself. */
    private static int sum(ByteBuffer bytes, int start, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.slice(start, SUM_AT));
        sum.update(bytes.slice(start + GROUP_AT, count - GROUP_AT));
        return (int) sum.getValue();
    }
}
