package dev.parley.spi.store;

/**
 * Sequences without a gap.
 *
 * @param first from 1
 * @param last included; not less than the first
 */
public record SequenceRange(long first, long last) {
    /** @throws IllegalArgumentException when it is none */
    public SequenceRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("from " + first + " to " + last + " is no range of sequences");
        }
    }

    /** Whether it is in there. */
    public boolean contains(long sequence) {
        return first <= sequence && sequence <= last;
    }
}
