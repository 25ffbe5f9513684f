package dev.parley.discovery.mdns.internal;

import dev.parley.api.peer.ProtocolException;

/** What came is not well formed. Without a stack trace: somebody may send very many. */
final class MalformedException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
