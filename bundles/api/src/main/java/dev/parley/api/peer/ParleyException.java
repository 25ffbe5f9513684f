package dev.parley.api.peer;

/**
 * The root of every failure that Parley reports by type. The message is a sentence for a person: what happened, to whom,
 * and what to do next. Stages complete with these exceptions themselves, not wrapped.
 */
public class ParleyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public ParleyException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public ParleyException(String message, Throwable cause) {
        super(message, cause);
    }
}
