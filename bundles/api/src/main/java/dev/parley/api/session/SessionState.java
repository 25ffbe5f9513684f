package dev.parley.api.session;

/** Where a session stands. {@code CLOSED} is final. */
public enum SessionState {
    /** Nobody else has joined yet. */
    ALONE,
    /** Everybody is linked. */
    LIVE,
    /** A link is lost and being looked for; what is sent waits, up to 60 s. */
    REACHING,
    /** Over; {@link StateChange#reason} says why. */
    CLOSED
}
