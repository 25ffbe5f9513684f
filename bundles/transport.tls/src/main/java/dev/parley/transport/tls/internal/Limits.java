package dev.parley.transport.tls.internal;

/** The numbers of the design, section 7, in bytes where nothing else is said. */
final class Limits {
    /** Channels on a connection, whoever opened them. */
    static final int CHANNELS = 64;

    /** Opened channels that the other side has not acknowledged yet; more wait here. Those that come are acknowledged at once. */
    static final int UNACKNOWLEDGED = 32;

    /** What may come on a channel before we say more; given by the yamux specification. */
    static final int FIRST_WINDOW = 256 * 1024;

    /** Where the window of a channel stops growing. */
    static final int LARGEST_WINDOW = 4 * 1024 * 1024;

    /** The sum of all windows of a connection: what a peer that sends can make us hold. */
    static final int ALL_WINDOWS = 16 * 1024 * 1024;

    /** Windows stop growing here, so that there is room for the first window of channels to come. */
    static final int GROWN_WINDOWS = 8 * 1024 * 1024;

    /** From here on, grown windows shrink back as they are read. */
    static final int CROWDED_WINDOWS = 12 * 1024 * 1024;

    /** A frame with its header: exactly one TLS record. */
    static final int FRAME = 16 * 1024;

    /** What a channel holds of written bytes before its writer is told to wait. */
    static final int QUEUE = 256 * 1024;

    /** Answers that wait because the other side does not read. */
    static final int ANSWERS = 256;

    /** What lies between us and the socket; little, so that a small message need not stand behind much of a large one. */
    static final int OUTBOUND_LOW = 32 * 1024;

    /** @see #OUTBOUND_LOW */
    static final int OUTBOUND_HIGH = 64 * 1024;

    private Limits() {}
}
