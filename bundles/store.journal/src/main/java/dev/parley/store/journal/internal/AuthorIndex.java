package dev.parley.store.journal.internal;

import dev.parley.spi.store.Coverage;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.SequenceSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Where the entries of one author are. In chunks, so that gaps cost little, and few objects are needed. One thread. */
final class AuthorIndex {
    private static final int CHUNK = 64;

    private final TreeMap<Long, long[]> chunks = new TreeMap<>(); // positions; 0 for none
    private Coverage coverage = Coverage.NONE;

    Coverage coverage() {
        return coverage;
    }

    void add(long sequence, long position) {
        chunks.computeIfAbsent(sequence / CHUNK, none -> new long[CHUNK])[(int) (sequence % CHUNK)] = position;
        coverage = coverage.plus(sequence);
    }

    /** They were there once. */
    void seen(SequenceRange range) {
        coverage = new Coverage(coverage.seen().plus(range), coverage.held());
    }

    /** @return 0 when it is not there */
    long position(long sequence) {
        long[] chunk = chunks.get(sequence / CHUNK);
        return chunk == null ? 0 : chunk[(int) (sequence % CHUNK)];
    }

    /** Goes through positions by sequence, as long as it is wanted. */
    void each(SequenceRange range, LongPredicate wanted) {
        for (Map.Entry<Long, long[]> chunk : chunks.subMap(range.first() / CHUNK, true, range.last() / CHUNK, true)
                .entrySet()) {
            for (int i = 0; i < CHUNK; i++) {
                long position = chunk.getValue()[i];
                if (position != 0 && range.contains(chunk.getKey() * CHUNK + i) && !wanted.test(position)) {
                    return;
                }
            }
        }
    }

    /** What lies before a position is not there any more. */
    void retireBefore(long first) {
        SequenceSet held = SequenceSet.EMPTY;
        var all = chunks.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Long, long[]> chunk = all.next();
            SequenceSet before = held;
            for (int i = 0; i < CHUNK; i++) {
                if (chunk.getValue()[i] >= first) {
                    long sequence = chunk.getKey() * CHUNK + i;
                    held = held.plus(new SequenceRange(sequence, sequence));
                } else {
                    chunk.getValue()[i] = 0;
                }
            }
            if (held.equals(before)) {
                all.remove();
            }
        }
        coverage = new Coverage(coverage.seen(), held);
    }
}
