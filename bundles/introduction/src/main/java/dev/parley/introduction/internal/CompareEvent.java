package dev.parley.introduction.internal;

/** What can happen to a comparison. */
enum CompareEvent {
    /** There is a stream to the one whom the person here wants to compare with. */
    LINKED,
    /** The other side asked, and theirs is the one that goes on. */
    TAKEN_OVER,
    /** Their commitment came, as the answer to ours. */
    COMMITTED,
    /** Their nonce came, and is the one they committed to. */
    REVEALED,
    /** Their nonce came, and is another one. */
    BROKEN_PROMISE,
    /** The person here says that the words are the same. */
    YES,
    /** The person here says that they differ. */
    NO,
    /** The other person says that the words are the same. */
    THEIR_YES,
    /** The other person says that they differ. */
    THEIR_NO,
    /** The contact is kept, and marked. */
    KEPT,
    /** It could not be kept. */
    NOT_KEPT,
    /** The person here takes it back. */
    CANCEL,
    /** The other side takes it back. */
    THEIR_CANCEL,
    /** The other side has begun, too, and goes on with its own. */
    BUSY,
    /** The other side does not compare now. */
    REFUSED,
    /** Time is over. */
    DEADLINE,
    /** The other side cannot be reached, or the stream is gone. */
    LOST
}
