package dev.parley.api.session;

import dev.parley.api.peer.Text;
import java.util.Optional;

/**
 * What is promised for a message, and what happens to it when a member does not keep up.
 *
 * @param kind how long it is kept
 * @param overflow what happens when a member has no room for it
 * @param latestKey of the messages of one sender with the same key, a newer one takes the place of an older one that is still on its
 *     way out: a label; only with {@link Overflow#DROP_OLDEST}
 * @param causal whether it comes to nobody before the messages that its author had: only durable ones
 */
public record Delivery(Kind kind, Overflow overflow, Optional<String> latestKey, boolean causal) {
    /**
     * For whoever is there now: in order, once. While its member is {@link SessionState#REACHING} it waits, at most 60 s; when
     * that ends it is dropped and {@link Sent} fails.
     */
    public static final Delivery EPHEMERAL = new Delivery(Kind.EPHEMERAL, Overflow.WAIT, Optional.empty(), false);

    /** As {@link #EPHEMERAL}, for what is of no use when it is old: a member that does not keep up gets the newest ones. */
    public static final Delivery NEWEST = new Delivery(Kind.EPHEMERAL, Overflow.DROP_OLDEST, Optional.empty(), false);

    /**
     * Kept in the journal of every member: in the order of each author, once. Whoever is away gets it when they are back, from whoever
     * has it, also when its author is away by then.
     */
    public static final Delivery DURABLE = new Delivery(Kind.DURABLE, Overflow.WAIT, Optional.empty(), false);

    /**
     * As {@link #DURABLE}, for what refers to others' words, such as an answer: it comes into the journal of each member behind all
     * messages that lay in the journal of its author.
     */
    public static final Delivery CAUSAL = new Delivery(Kind.DURABLE, Overflow.WAIT, Optional.empty(), true);

    /** How long a message is kept. */
    public enum Kind {
        /** In memory only. */
        EPHEMERAL,
        /** On disk, as long as the journal keeps it. */
        DURABLE
    }

    /** What happens when a member has no room for another message. */
    public enum Overflow {
        /** The sender waits for it, at most {@value Session#PATIENCE_MS} ms while others have room. */
        WAIT,
        /**
         * The sender never waits. Up to {@link Session#WAITING_MESSAGES} messages and {@link Session#WAITING_BYTES} bytes of this kind
         * wait for room at a member, then the oldest of them is dropped for it, and {@link Sent#acknowledgedBy} fails.
         */
        DROP_OLDEST
    }

    /** @throws IllegalArgumentException when a durable message may be dropped, an ephemeral one is causal, or one that waits has a key */
    public Delivery {
        if (kind == Kind.DURABLE && overflow != Overflow.WAIT) {
            throw new IllegalArgumentException("a durable message is never dropped; send it ephemeral");
        }
        if (latestKey.isPresent() && overflow != Overflow.DROP_OLDEST) {
            throw new IllegalArgumentException("a message that takes the place of another one may be dropped itself");
        }
        if (causal && kind != Kind.DURABLE) {
            throw new IllegalArgumentException("only durable messages wait for others; send it durable");
        }
        latestKey.ifPresent(key -> Text.requireLabel("the key of a message", key));
    }

    /**
     * As {@link #NEWEST}, for a state of which only the last one counts (a pointer, a slider): it takes the place of an older one with
     * the same key that is still on its way out.
     *
     * @param key a label
     */
    public static Delivery latest(String key) {
        return new Delivery(Kind.EPHEMERAL, Overflow.DROP_OLDEST, Optional.of(key), false);
    }
}
