package dev.parley.api.invitation;

/** Where an invitation stands on the invited side. The last five are final. */
public enum IncomingState {
    /** Waits for an answer. */
    OPEN,
    /** Yes was said; the inviter's confirmation is awaited. */
    ACCEPTING,
    /** Confirmed; the application is launched. */
    ACCEPTED,
    /** No was said. */
    DECLINED,
    /** Nobody answered in time. */
    EXPIRED,
    /** Yes was said, and no confirmation came by the deadline and 60 s; nothing was launched. */
    UNCONFIRMED,
    /** The inviter took it back. */
    CANCELLED
}
