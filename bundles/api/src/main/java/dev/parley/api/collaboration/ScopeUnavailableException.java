package dev.parley.api.collaboration;

import dev.parley.api.peer.ParleyException;

/** No installed provider reaches as far as the scope that was asked for. */
public class ScopeUnavailableException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public ScopeUnavailableException(String message) {
        super(message);
    }
}
