package dev.parley.introduction.internal;

/** What follows from a step of a comparison. */
enum CompareAction {
    /** Makes a nonce and sends the commitment to it. */
    SEND_COMMIT,
    /** Sends the nonce. */
    SEND_REVEAL,
    /** Works out the words. */
    SHOW,
    /** Sends that the person here says yes. */
    SEND_SAME,
    /** Sends that the person here says no. */
    SEND_DIFFERENT,
    /** Sends that it is taken back. */
    SEND_CANCEL,
    /** Keeps and marks the contact. */
    KEEP,
    /** Lets the stream go, and waits for the other side's. */
    AWAIT_THEIRS,
    /** It should not have come now: breaks the stream. */
    REFUSE_STEP
}
