package dev.parley.api.object;

import dev.parley.api.peer.ParleyException;

/** Something with an object could not be done. */
public class ObjectException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to which object, and what to do next */
    public ObjectException(String message) {
        super(message);
    }
}
