package dev.parley.session.internal;

import dev.parley.api.session.SessionState;

/** Where a session stands; one transition function, no effects. */
enum Phase {
    /** Nobody is admitted. */
    ALONE(SessionState.ALONE),
    /** The other one is admitted and has not joined yet. */
    JOINING(SessionState.ALONE),
    /** Joined. */
    LIVE(SessionState.LIVE),
    /** The stream is lost; another one is sought. */
    REACHING(SessionState.REACHING),
    /** Closed from here; the other one is being told. */
    LEAVING(SessionState.LIVE),
    /** Closed from there; what came before is being handed to the application. */
    FINISHING(SessionState.LIVE),
    /** Over. */
    CLOSED(SessionState.CLOSED);

    private final SessionState state;

    Phase(SessionState state) {
        this.state = state;
    }

    /** What happened. */
    enum Signal {
        /** The other one may join. */
        ADMIT,
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

    /** What applications see. */
    SessionState state() {
        return state;
    }

    /** Whether messages of applications are still taken. */
    boolean isOpen() {
        return this == ALONE || this == JOINING || this == LIVE || this == REACHING;
    }

    /** The next phase; the same one where the signal means nothing. */
    Phase on(Signal signal) {
        if (signal == Signal.FINISH) {
            return CLOSED;
        }
        return switch (this) {
            case ALONE -> signal == Signal.ADMIT ? JOINING : unlinked(signal);
            case JOINING -> signal == Signal.JOIN ? LIVE : unlinked(signal);
            case REACHING -> signal == Signal.JOIN ? LIVE : unlinked(signal);
            case LIVE ->
                switch (signal) {
                    case LOSE -> REACHING;
                    case CLOSE -> LEAVING;
                    case CLOSED_THERE -> FINISHING;
                    default -> this;
                };
            case LEAVING -> signal == Signal.LOSE || signal == Signal.CLOSED_THERE ? CLOSED : this;
            case FINISHING -> signal == Signal.CLOSE ? CLOSED : this;
            case CLOSED -> this;
        };
    }

    /** Without a stream nobody can be told, and nothing is on its way. */
    private Phase unlinked(Signal signal) {
        return signal == Signal.CLOSE || signal == Signal.CLOSED_THERE ? CLOSED : this;
    }
}
