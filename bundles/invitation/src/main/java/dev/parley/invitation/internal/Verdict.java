package dev.parley.invitation.internal;

/** What is done with an invitation that came in. */
enum Verdict {
    /** The person is asked. */
    ASK,
    /** Yes, without asking. */
    ACCEPT,
    /** No, without asking. */
    DECLINE,
    /** Not taken, because its sender is no contact. */
    REFUSE
}
