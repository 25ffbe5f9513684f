package dev.parley.store.journal.internal;

import dev.parley.api.session.SessionId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment.
 *
 * @param number of the segment, as in its name
 * @param mark of its frames; from the system's randomness
 * @param checkpoint where in the file that ends which was written with it
 */
record SegmentHead(SessionId session, long number, int mark, int checkpoint) {
    static final int BYTES = 4 + 4 + 16 + 8 + 4 + 4 + 4;
    private static final int MAGIC = 0x50726c4a; // "PrlJ"
    private static final int FORMAT = 1;
    private static final int SUM_AT = BYTES - 4;

    void write(ByteBuffer to) {
        int start = to.position();
        UUID id = session.value();
        to.putInt(MAGIC).putInt(FORMAT).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        to.putLong(number).putInt(mark).putInt(checkpoint);
        to.putInt(sum(to, start));
    }

    /**
     * @param from the file's beginning
     * @throws DamagedException when it is not what is written here
     */
    static SegmentHead read(ByteBuffer from) throws DamagedException {
        int start = from.position();
        if (from.remaining() < BYTES || from.getInt(start) != MAGIC) {
            throw new DamagedException("it is no part of a journal");
        }
        from.getInt();
        int format = from.getInt();
        if (format != FORMAT) {
            throw new DamagedException("it has format " + format + ", and this Parley reads format " + FORMAT
                    + "; if a newer one wrote it, update");
        }
        SessionId session = new SessionId(new UUID(from.getLong(), from.getLong()));
        SegmentHead head = new SegmentHead(session, from.getLong(), from.getInt(), from.getInt());
        if (from.getInt() != sum(from, start)) {
            throw new DamagedException("the checksum of its beginning is wrong");
        }
        return head;
    }

    private static int sum(ByteBuffer bytes, int start) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.slice(start, SUM_AT));
        return (int) sum.getValue();
    }
}
