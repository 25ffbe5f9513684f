package dev.parley.discovery.beacon.internal;

import dev.parley.api.peer.ProtocolException;

/** A datagram is dropped. Without a stack trace: somebody may send very many. */
final class DroppedException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final Drop why;

    DroppedException(Drop why) {
        super("a beacon was dropped: " + why.word());
        this.why = why;
    }

    Drop why() {
        return why;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
