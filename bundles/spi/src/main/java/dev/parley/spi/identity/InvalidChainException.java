package dev.parley.spi.identity;

import dev.parley.api.peer.ParleyException;

/** A certificate chain that proves nobody. */
public class InvalidChainException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with it */
    public InvalidChainException(String message) {
        super(message);
    }

    /** @param message what is wrong with it */
    public InvalidChainException(String message, Throwable cause) {
        super(message, cause);
    }
}
