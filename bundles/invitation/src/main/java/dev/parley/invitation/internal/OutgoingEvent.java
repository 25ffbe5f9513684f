package dev.parley.invitation.internal;

/** What can happen to an invitation on the inviter's side. */
enum OutgoingEvent {
    /** There is a new stream to the other side. */
    CONNECTED,
    /** The other side has the offer, and asks. */
    RECEIVED,
    /** The other side asks to be confirmed. */
    ACCEPT,
    /** The other side says no. */
    DECLINE,
    /** The other side lacks the application. */
    NOT_INSTALLED,
    /** The other side takes none now. */
    REFUSED,
    /** The other side launched. */
    LAUNCHED,
    /** The other side's application could not be launched. */
    LAUNCH_FAILED,
    /** The other side knows that it is cancelled. */
    NOTED,
    /** The other side knows no such invitation. */
    UNKNOWN,
    /** The person here takes it back, or somebody else came first. */
    CANCEL,
    /** The deadline. */
    DEADLINE,
    /** The deadline and 60 s. */
    GIVE_UP,
    /** The other side cannot be reached, is another, or does not keep to the protocol. */
    UNDELIVERABLE
}
