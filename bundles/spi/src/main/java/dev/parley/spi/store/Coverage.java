package dev.parley.spi.store;

/**
 * What a journal has of an author.
 *
 * @param seen all sequences that were ever written here: none of them is missing, none is written again
 * @param held those of them that can be read still; the others were too old to be kept
 */
public record Coverage(SequenceSet seen, SequenceSet held) {
    /** Nothing. */
    public static final Coverage NONE = new Coverage(SequenceSet.EMPTY, SequenceSet.EMPTY);

    /** With one more. */
    public Coverage plus(long sequence) {
        SequenceRange one = new SequenceRange(sequence, sequence);
        return new Coverage(seen.plus(one), held.plus(one));
    }

    /** With one that is not kept any more. */
    public Coverage retired(long sequence) {
        return new Coverage(seen, held.minus(new SequenceRange(sequence, sequence)));
    }
}
