package dev.parley.api.presence;

/** Eight statuses; the order gives the original's numbers 0 to 7 (seed table 1.1). */
public enum PresenceStatus {
    /** Not signed in. */
    OFFLINE(0),
    /** Out to lunch. */
    OUT_TO_LUNCH(1),
    /** Away. */
    AWAY(2),
    /** Be right back. */
    BE_RIGHT_BACK(3),
    /** Idle. */
    IDLE(4),
    /** Busy. */
    BUSY(5),
    /** On the phone. */
    ON_THE_PHONE(6),
    /** Online. */
    ONLINE(7);

    private final int number;

    PresenceStatus(int number) {
        this.number = number;
    }

    /** The original's number, 0 to 7. */
    public int number() {
        return number;
    }
}
