package dev.parley.api.peer;

/** How far something reaches. Numbers as in the original (seed table 1.1): a bit for each way. */
public enum PeerScope {
    /** Nobody. */
    NONE(0),
    /** The same subnet. */
    NEAR_ME(1),
    /** Beyond the subnet. */
    INTERNET(2),
    /** Both. */
    ALL(3);

    private final int bits;

    PeerScope(int bits) {
        this.bits = bits;
    }

    /** The original's number, 0 to 3. */
    public int number() {
        return bits;
    }

    /** @throws IllegalArgumentException outside 0 to 3 */
    public static PeerScope ofNumber(int number) {
        if (number < 0 || number > ALL.bits) {
            throw new IllegalArgumentException("a scope is a number from 0 to 3, not " + number);
        }
        return values()[number];
    }

    /** Whether all of the other scope lies within this one. */
    public boolean includes(PeerScope other) {
        return (bits & other.bits) == other.bits;
    }

    /** What either reaches. */
    public PeerScope union(PeerScope other) {
        return ofNumber(bits | other.bits);
    }
}
