package dev.parley.api.application;

/** Why an application was launched. */
public enum LaunchReason {
    /** The person here invited, and the other one accepted. */
    INVITER,
    /** The person here accepted an invitation. */
    INVITED,
    /** Parley was started again; the session goes on where it was. */
    RESUMED,
    /** A new version of the bundle takes over a running session. */
    UPDATED
}
