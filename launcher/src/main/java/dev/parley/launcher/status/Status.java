package dev.parley.launcher.status;

/** What the process ends with. Scripts depend on these numbers. */
public final class Status {
    /** All is well. */
    public static final int FINE = 0;
    /** A command or a step of the demo failed. */
    public static final int FAILED = 1;
    /** Wrong options or configuration. */
    public static final int WRONG_OPTIONS = 2;
    /** It cannot start. */
    public static final int CANNOT_START = 3;
    /** Another process uses this home. */
    public static final int HOME_IN_USE = 4;

    private Status() {}
}
