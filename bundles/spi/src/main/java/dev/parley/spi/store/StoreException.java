package dev.parley.spi.store;

import dev.parley.api.peer.ParleyException;

/** Something could not be read or written. */
public class StoreException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, to which file, and what to do next
     * @param cause what it came from
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
