package dev.parley.introduction.internal;

/** What follows from a step of a contact request. */
enum RequestAction {
    /** Sends the question. */
    SEND_ASK,
    /** Sends that the person is asked. */
    SEND_RECEIVED,
    /** Sends the answer yes. */
    SEND_YES,
    /** Sends the answer no. */
    SEND_NO,
    /** Sends that it is known. */
    SEND_NOTED,
    /** Sends that it is taken back. */
    SEND_CANCEL,
    /** Keeps the other one as a contact. */
    KEEP,
    /** It should not have come now: breaks the stream. */
    REFUSE_STEP
}
