package dev.parley.presence.internal;

/** Where signing in stands, and the one function that moves it. */
enum Phase {
    /** Nobody wants to be signed in. */
    OUT,
    /** The transports were asked to listen. */
    OPENING,
    /** As OPENING, but the last lease ended meanwhile. */
    ABANDONED,
    /** It listens. */
    IN;

    /** What happened. */
    enum Event {
        WANTED,
        UNWANTED,
        OPENED,
        FAILED
    }

    /** Where that leads; here, when it changes nothing. */
    Phase on(Event event) {
        return switch (event) {
            case WANTED -> this == IN ? IN : OPENING;
            case UNWANTED -> this == OPENING || this == ABANDONED ? ABANDONED : OUT;
            case OPENED -> this == OPENING ? IN : OUT;
            case FAILED -> OUT;
        };
    }
}
