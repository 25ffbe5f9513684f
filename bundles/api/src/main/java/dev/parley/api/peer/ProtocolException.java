package dev.parley.api.peer;

/** The other side broke a protocol: too long, malformed, out of order, or of a version that is not spoken here. Only the stream it came on ends. */
public class ProtocolException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public ProtocolException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
