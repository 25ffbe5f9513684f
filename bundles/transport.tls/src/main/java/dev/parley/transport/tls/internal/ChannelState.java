package dev.parley.transport.tls.internal;

/** Which directions of a channel are over, as far as frames have said. */
enum ChannelState {
    OPEN,
    ENDED_HERE,
    ENDED_THERE,
    ENDED,
    RESET;

    /** What happens to it. */
    enum Event {
        END_SENT,
        END_RECEIVED,
        RESET
    }

    /** The one transition function. What comes after the end of a direction, or after a reset, changes nothing. */
    ChannelState after(Event event) {
        return switch (event) {
            case END_SENT -> this == OPEN ? ENDED_HERE : this == ENDED_THERE ? ENDED : this;
            case END_RECEIVED -> this == OPEN ? ENDED_THERE : this == ENDED_HERE ? ENDED : this;
            case RESET -> this == ENDED ? ENDED : RESET;
        };
    }

    /** Whether nothing more can come from there. */
    boolean isOverThere() {
        return this == ENDED_THERE || isOver();
    }

    boolean isOver() {
        return this == ENDED || this == RESET;
    }
}
