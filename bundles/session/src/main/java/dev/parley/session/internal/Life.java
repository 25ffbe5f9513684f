package dev.parley.session.internal;

/** Where a session stands here; one transition function, no effects. */
enum Life {
    /** Messages are taken. */
    OPEN,
    /** Closed here; others are being told. */
    LEAVING,
    /** Over. */
    CLOSED;

    /** What happened. */
    enum Signal {
        /** Whoever is here wants it closed, or nobody else is left. */
        CLOSE,
        /** Nobody is left to be told, or there is no time. */
        FINISH
    }

    /** The next one; the same one where the signal means nothing. */
    Life on(Signal signal) {
        return switch (signal) {
            case CLOSE -> this == OPEN ? LEAVING : this;
            case FINISH -> CLOSED;
        };
    }
}
