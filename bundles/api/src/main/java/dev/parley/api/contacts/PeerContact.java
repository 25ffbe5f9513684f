package dev.parley.api.contacts;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot of somebody whom the person here keeps, pinned by key. Equal keys are the same contact, whatever else differs.
 *
 * @param peer the key; the only thing about a contact that never changes
 * @param displayName what the newest card says: a label
 * @param details what the person here wrote about them
 * @param verified whether the two people compared their keys; before that the contact is trusted on first use only
 * @param watched whether the person here wants to be told their presence and objects (seed row 32)
 * @param allowed whether they may be told ours (seed row 33)
 * @param cardNumber the number of the newest card, which lists their devices; it grows with each change
 * @param cardIssued when the newest card was signed, by its signer's clock
 * @param cardConflict when they were first found to have two different cards with one number, by the clock of this machine; until the two
 *     people compare keys again
 * @param lastSeen how they were last heard of; empty when never, or when they are there now
 */
public record PeerContact(
        PeerName peer,
        String displayName,
        ContactDetails details,
        boolean verified,
        boolean watched,
        boolean allowed,
        long cardNumber,
        Instant cardIssued,
        Optional<Instant> cardConflict,
        Optional<LastSeen> lastSeen) {
    /** A list of devices is good for so long; an older one is shown as stale. */
    public static final Duration CARD_FRESH = Duration.ofDays(30);

    /** Checks the label. */
    public PeerContact {
        Text.requireLabel("a display name", displayName);
    }

    /** What to call them here: the nickname, or else the display name. */
    public String shownName() {
        return details.nickname().isEmpty() ? displayName : details.nickname();
    }

    /** Whether the list of devices is so old that others may be missing from it, or one may have been taken off. */
    public boolean isStale(Instant now) {
        return cardIssued.plus(CARD_FRESH).isBefore(now);
    }
}
