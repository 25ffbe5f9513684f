package dev.parley.api.peer;

/** None of the known addresses of a peer answered in time. */
public class PeerUnreachableException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public PeerUnreachableException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public PeerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
