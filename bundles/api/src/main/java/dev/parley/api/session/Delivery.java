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

    /** How long a message is kept. */
    public enum Kind {
        /** In memory only. */
        EPHEMERAL
    }
}
