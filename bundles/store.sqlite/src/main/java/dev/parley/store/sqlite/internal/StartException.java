package dev.parley.store.sqlite.internal;

import dev.parley.api.peer.ParleyException;

/** Why the database cannot be used: a sentence for the person. */
final class StartException extends ParleyException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
