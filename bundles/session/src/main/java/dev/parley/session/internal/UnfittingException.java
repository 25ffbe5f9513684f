package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;

/**
 * What came does not go with what is here, though whoever sent it may be honest: it passes on what somebody said who told others
 * something else. It ends the stream, and is not held against the sender.
 */
final class UnfittingException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    UnfittingException(String message) {
        super(message);
    }
}
