package dev.parley.api.session;

import dev.parley.api.peer.ParleyException;

/** A session cannot do this: it is closed, the member is not there, or what was sent was dropped. */
public class SessionException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public SessionException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
