package dev.parley.transport.internal;

import java.util.Optional;

/** Where a connection stands on its way to being a link. */
enum LinkState {
    /** The handshake is done; the other side's hello is awaited. */
    GREETING,
    /** It can be used. */
    OPEN,
    /** It is over. */
    CLOSED;

    /** What can happen to it. */
    enum Event {
        /** The hellos agree. */
        GREETED,
        /** It is closed from here, or lost. */
        ENDED
    }

    /** The state after an event; empty when the event means nothing in this state. */
    Optional<LinkState> after(Event event) {
        return switch (this) {
            case GREETING -> Optional.of(event == Event.GREETED ? OPEN : CLOSED);
            case OPEN -> event == Event.ENDED ? Optional.of(CLOSED) : Optional.empty();
            case CLOSED -> Optional.empty();
        };
    }
}
