package dev.parley.api.peer;

/**
 * A peer has two different cards with one number: an alarm, for no home of an honest person makes that. Its keys may be in other hands
 * as well, or its home was copied.
 */
public class CardConflictException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    /** @param message who it is about, and what to do next */
    public CardConflictException(String message) {
        super(message);
    }
}
