package dev.parley.invitation.internal;

/** What follows on the invited side. */
enum IncomingAction {
    /** Say that the offer is here. */
    SEND_RECEIVED,
    /** Ask to be confirmed. */
    SEND_ACCEPT,
    /** Say no. */
    SEND_DECLINE,
    /** Say that the cancellation has arrived. */
    SEND_NOTED,
    /** Say that nothing will be launched any more. */
    SEND_UNKNOWN,
    /** Say how the launch went, once that is known. */
    SEND_RESULT,
    /** The step was out of order: end its stream. */
    REFUSE_STEP,
    /** Make the session and launch here. */
    LAUNCH,
    /** The application on the inviter's side failed: close the session. */
    CLOSE_OTHER_FAILED
}
