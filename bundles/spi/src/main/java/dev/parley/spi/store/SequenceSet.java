package dev.parley.spi.store;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of sequences, as few ranges.
 *
 * @param ranges ascending, with a gap before each but the first
 */
public record SequenceSet(List<SequenceRange> ranges) {
    /** None. */
    public static final SequenceSet EMPTY = new SequenceSet(List.of());

    /** @throws IllegalArgumentException when ranges touch or are not in order */
    public SequenceSet {
        ranges = List.copyOf(ranges);
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).first() - 1 <= ranges.get(i - 1).last()) {
                throw new IllegalArgumentException(ranges.get(i) + " must lie behind " + ranges.get(i - 1));
            }
        }
    }

    /** Whether it is in there. */
    public boolean contains(long sequence) {
        int at = atOrBehind(sequence);
        return at < ranges.size() && ranges.get(at).contains(sequence);
    }

    /** With these too. */
    public SequenceSet plus(SequenceRange more) {
        int from = more.first() == 1 ? 0 : atOrBehind(more.first() - 1);
        int to = from;
        long first = more.first();
        long last = more.last();
        while (to < ranges.size() && ranges.get(to).first() - 1 <= more.last()) {
            first = Math.min(first, ranges.get(to).first());
            last = Math.max(last, ranges.get(to).last());
            to++;
        }
        List<SequenceRange> all = new ArrayList<>(ranges.subList(0, from));
        all.add(new SequenceRange(first, last));
        all.addAll(ranges.subList(to, ranges.size()));
        return new SequenceSet(all);
    }

    /** Without these. */
    public SequenceSet minus(SequenceRange fewer) {
        List<SequenceRange> all = new ArrayList<>();
        for (SequenceRange range : ranges) {
            if (range.last() < fewer.first() || fewer.last() < range.first()) {
                all.add(range);
                continue;
            }
            if (range.first() < fewer.first()) {
                all.add(new SequenceRange(range.first(), fewer.first() - 1));
            }
            if (fewer.last() < range.last()) {
                all.add(new SequenceRange(fewer.last() + 1, range.last()));
            }
        }
        return new SequenceSet(all);
    }

    /** Without those: what of this set is missing in the other. */
    public SequenceSet minus(SequenceSet other) {
        SequenceSet left = this;
        for (SequenceRange range : other.ranges) {
            left = left.minus(range);
        }
        return left;
    }

    /** The index of the first range that does not end before a sequence. */
    private int atOrBehind(long sequence) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).last() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
