package dev.parley.api.session;

/**
 * A place in the journal of this endpoint: between the durable messages, in the order in which they came here. It means nothing at
 * other members.
 *
 * @param value grows with each message, with gaps perhaps
 */
public record Position(long value) implements Comparable<Position> {
    /** Before all. */
    public static final Position BEGINNING = new Position(0);

    /** After what {@link MessageSubscription#commit} named last; {@link #BEGINNING} when there is none. */
    public static final Position COMMITTED = new Position(-1);

    /** After all that is there now. */
    public static final Position END = new Position(Long.MAX_VALUE);

    /** @throws IllegalArgumentException when it is negative and not {@link #COMMITTED} */
    public Position {
        if (value < -1) {
            throw new IllegalArgumentException("a position is not negative: " + value);
        }
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }
}
