package dev.parley.spi.link;

import dev.parley.api.peer.ParleyException;

/** The link or stream is over. */
public class LinkClosedException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message why, and with whom */
    public LinkClosedException(String message) {
        super(message);
    }

    /** @param message why, and with whom */
    public LinkClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
