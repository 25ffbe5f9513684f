package dev.parley.invitation.internal;

/** What follows on the inviter's side. */
enum OutgoingAction {
    /** Send the offer. */
    SEND_OFFER,
    /** Confirm. */
    SEND_CONFIRM,
    /** Say that it is taken back. */
    SEND_CANCEL,
    /** Say that it is too late. */
    SEND_EXPIRED,
    /** Say that the no has arrived. */
    SEND_NOTED,
    /** The step was out of order: end its stream. */
    REFUSE_STEP,
    /** Admit the other one and launch here. */
    LAUNCH,
    /** Leave the session. */
    LEAVE,
    /** The application on the other side failed: close the session. */
    CLOSE_OTHER_FAILED,
    /** The other side does not know of it any more: close the session. */
    CLOSE_OTHER_LEFT,
    /** The other side did not tell that it launched: close the session unless it joined. */
    CLOSE_LOST
}
