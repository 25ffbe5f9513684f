package dev.parley.launcher.status;

/** Ends the program with a status, and a message for the person: what happened, to what, and what to do next. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status one of {@link Status} */
    public LaunchException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** @param status one of {@link Status} */
    public LaunchException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** What the process ends with. */
    public int status() {
        return status;
    }

    /** Something about the command line or a configuration is wrong. */
    public static LaunchException wrongOptions(String message) {
        return new LaunchException(Status.WRONG_OPTIONS, message);
    }

    /** The program cannot start. */
    public static LaunchException cannotStart(String message, Throwable cause) {
        return new LaunchException(Status.CANNOT_START, message, cause);
    }
}
