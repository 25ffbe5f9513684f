package dev.parley.invitation.internal;

/** What can happen to an invitation on the invited side. */
enum IncomingEvent {
    /** The inviter repeats its offer. */
    OFFER,
    /** The inviter confirms: launch. */
    CONFIRM,
    /** The inviter takes it back. */
    CANCEL,
    /** The inviter says that the deadline is over. */
    TOO_LATE,
    /** The inviter knows of the no. */
    NOTED,
    /** The inviter knows no such invitation. */
    UNKNOWN,
    /** The inviter's application could not be launched. */
    LAUNCH_FAILED,
    /** There is a new stream to the inviter. */
    CONNECTED,
    /** The person, or a rule, says yes. */
    YES,
    /** The person, or a rule, says no. */
    NO,
    /** The deadline. */
    DEADLINE,
    /** The deadline and 60 s. */
    GIVE_UP
}
