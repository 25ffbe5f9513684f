package dev.parley.transport.tls.internal;

/** The life of a connection, in order; nothing goes back. */
enum ConnectionState {
    /** Nobody has started it: nothing is read. */
    NEW,
    STARTED,
    /** Being closed in order: what was written still goes. */
    DRAINING,
    /** Our last frame has gone; waiting for the other side to close. */
    SAID_GOODBYE,
    CLOSED;

    /** The one transition function: forward only. */
    ConnectionState to(ConnectionState next) {
        return next.compareTo(this) > 0 ? next : this;
    }

    boolean isClosing() {
        return this == DRAINING || this == SAID_GOODBYE;
    }
}
