package dev.parley.api.session;

/**
 * What is promised for a message.
 *
 * @param kind how long it is kept
 */
public record Delivery(Kind kind) {
    /**
     * For whoever is there now: in order, once. While its member is {@link SessionState#REACHING} it waits, at most 60 s; when
     * that ends it is dropped and {@link Sent} fails.
     */
    public static final Delivery EPHEMERAL = new Delivery(Kind.EPHEMERAL);

    /**
     * Kept in the journal of every member: in the order of each author, once. Whoever is away gets it when they are back, from whoever
     * has it, also when its author is away by then.
     */
    public static final Delivery DURABLE = new Delivery(Kind.DURABLE);

    /** How long a message is kept. */
    public enum Kind {
        /** In memory only. */
        EPHEMERAL,
        /** On disk, as long as the journal keeps it. */
        DURABLE
    }
}
