package dev.parley.api.session;

/** Where a session stands. {@code CLOSED} is final. */
public enum SessionState {
    /** Nobody else has joined yet. */
    ALONE,
    /** Linked with at least one other member; {@link Member#present} tells with whom. */
    LIVE,
    /** There are other members, and no link to any of them; they are being looked for. */
    REACHING,
    /** Over; {@link StateChange#reason} says why. */
    CLOSED
}
