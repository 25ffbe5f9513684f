package dev.parley.session.internal;

/** Where another member stands; one transition function, no effects. */
enum PartnerPhase {
    /** Admitted, and has not been linked yet. */
    JOINING,
    /** There is a stream. */
    LIVE,
    /** The stream is lost; another one is sought. */
    REACHING,
    /** It is being told that the session is closed here. */
    LEAVING,
    /** It has left; what came before is being handed to the application. */
    FINISHING,
    /** Nothing more is between it and this endpoint. */
    OVER;

    /** What happened. */
    enum Signal {
        /** A stream is joined. */
        JOIN,
        /** The joined stream is lost. */
        LOSE,
        /** Whoever is here wants it closed. */
        CLOSE,
        /** The other one closes it. */
        CLOSED_THERE,
        /** Nothing is left to do, or no time to do it. */
        FINISH
    }

    /** Whether messages of applications are still taken. */
    boolean isOpen() {
        return this == JOINING || this == LIVE || this == REACHING;
    }

    /** The next phase; the same one where the signal means nothing. */
    PartnerPhase on(Signal signal) {
        if (signal == Signal.FINISH) {
            return OVER;
        }
        return switch (this) {
            case JOINING, REACHING ->
                switch (signal) {
                    case JOIN -> LIVE;
                    case CLOSE, CLOSED_THERE -> OVER; // without a stream nobody can be told, and nothing is on its way
                    default -> this;
                };
            case LIVE ->
                switch (signal) {
                    case LOSE -> REACHING;
                    case CLOSE -> LEAVING;
                    case CLOSED_THERE -> FINISHING;
                    default -> this;
                };
            case LEAVING -> signal == Signal.LOSE || signal == Signal.CLOSED_THERE ? OVER : this;
            case FINISHING -> signal == Signal.CLOSE ? OVER : this;
            case OVER -> this;
        };
    }
}
