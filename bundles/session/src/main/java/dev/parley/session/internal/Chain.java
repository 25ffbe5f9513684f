package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.session.internal.proto.DurablePart;
import java.util.TreeMap;

/** The durable messages of one author, as far as they are here. Confined to the session's executor; does nothing but remember. */
final class Chain {
    private static final int WAITING_BYTES = 4 << 20;

    /** Of the newest one that is on its way into the journal, or there. */
    ByteString tip;

    /** Its sequence; 0 for none. */
    long last;

    /** The sequence of the newest one that is surely on disk. */
    long written;

    /** The sequence of the oldest one that can be read still; 1 when there is none. */
    long first;

    /** Up to which others were asked for what is missing. */
    long asked;

    /** When that was, in monotonic nanoseconds. */
    long askedAt;

    /** When it was first seen that others have more, in monotonic nanoseconds; 0: they have not. */
    long behindSince;

    /** Whether its author is known to have said two things under one number: of others nothing more of it is wanted. */
    boolean split;

    private final TreeMap<Long, DurablePart> early =
            new TreeMap<>(); // by their first sequence: what lies before is missing
    private int earlyBytes;

    Chain(long first, long last, ByteString tip) {
        this.first = first;
        this.last = last;
        this.written = last;
        this.asked = last;
        this.tip = tip;
    }

    /** Keeps a part whose turn has not come, if there is room. Of two that begin alike the longer one is kept. */
    void keep(DurablePart part) {
        long at = part.getEntries(0).getSequence();
        DurablePart there = early.get(at);
        int more = part.getSerializedSize() - (there == null ? 0 : there.getSerializedSize());
        if (earlyBytes + more <= WAITING_BYTES && (there == null || end(there) < end(part))) {
            early.put(at, part);
            earlyBytes += more;
        }
    }

    /** Up to which nothing is missing, with what is kept. */
    long reach() {
        long reach = last;
        for (DurablePart part : early.values()) {
            if (part.getEntries(0).getSequence() > reach + 1) {
                break;
            }
            reach = Math.max(reach, end(part));
        }
        return reach;
    }

    private static long end(DurablePart part) {
        return part.getEntries(part.getEntriesCount() - 1).getSequence();
    }

    /** Whether a part goes on from what is here. */
    boolean fits(DurablePart part) {
        return tip.isEmpty()
                || part.getEntriesList().stream()
                        .filter(entry -> entry.getSequence() == last + 1)
                        .allMatch(entry -> entry.getPrevious().equals(tip));
    }

    /** A kept part whose turn has come; null when there is none. */
    DurablePart next() {
        while (!early.isEmpty() && early.firstKey() <= last + 1) {
            DurablePart part = early.pollFirstEntry().getValue();
            earlyBytes -= part.getSerializedSize();
            if (end(part) > last) {
                return part;
            }
        }
        return null;
    }
}
