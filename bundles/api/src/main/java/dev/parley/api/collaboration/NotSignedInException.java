package dev.parley.api.collaboration;

import dev.parley.api.peer.ParleyException;

/** The operation needs a sign-in that nobody holds. */
public class NotSignedInException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public NotSignedInException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public NotSignedInException(String message, Throwable cause) {
        super(message, cause);
    }
}
