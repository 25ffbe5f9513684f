package dev.parley.api.peer;

/** Another key answered at an address than the one that was asked for. Nothing is ever re-pinned silently. */
public class IdentityMismatchException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public IdentityMismatchException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public IdentityMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
