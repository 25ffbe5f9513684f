package dev.parley.api.invitation;

import dev.parley.api.peer.ParleyException;

/** An invitation could not be sent or answered. */
public class InvitationException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public InvitationException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public InvitationException(String message, Throwable cause) {
        super(message, cause);
    }
}
