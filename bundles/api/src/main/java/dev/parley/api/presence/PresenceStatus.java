package dev.parley.api.presence;

/** Eight statuses; the order gives the original's numbers 0 to 7 (seed table 1.1). */
public enum PresenceStatus {
    /** Not signed in. */
    OFFLINE,
    /** Out to lunch. */
    OUT_TO_LUNCH,
    /** Away. */
    AWAY,
    /** Be right back. */
    BE_RIGHT_BACK,
    /** Idle. */
    IDLE,
    /** Busy. */
    BUSY,
    /** On the phone. */
    ON_THE_PHONE,
    /** Online. */
    ONLINE
}
