package dev.parley.introduction.internal;

/** What can happen to a contact request, on either side. */
enum RequestEvent {
    /** There is a new stream: what is to be said is said again. */
    LINKED,
    /** They ask, perhaps again. */
    ASK,
    /** They know that the person is asked. */
    RECEIVED,
    /** They say yes. */
    THEIR_YES,
    /** They say no. */
    THEIR_NO,
    /** They know our answer, or that it is taken back. */
    NOTED,
    /** They take it back. */
    THEIR_CANCEL,
    /** They take no requests now. */
    TURNED_AWAY,
    /** The person here says yes. */
    YES,
    /** The person here says no. */
    NO,
    /** The person here takes it back. */
    CANCEL,
    /** The contact is kept. */
    KEPT,
    /** It could not be kept. */
    NOT_KEPT
}
