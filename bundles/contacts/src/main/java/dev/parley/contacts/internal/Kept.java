package dev.parley.contacts.internal;

import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerName;
import dev.parley.contacts.internal.proto.ContactRecord;
import dev.parley.contacts.internal.proto.Details;
import dev.parley.spi.contact.Standing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One contact, as it is kept. What others are given of it is made when somebody asks for it: to check ten thousand keys takes longer than
 * to read ten thousand records. Never changes; any thread.
 */
final class Kept {
    private final String key;
    private final ContactRecord record;
    private final boolean here;
    private volatile String words = ""; // until somebody searches
    private volatile PeerContact contact;

    /**
     * @param key the peer's name
     * @param here whether it is there now
     */
    Kept(String key, ContactRecord record, boolean here) {
        this.key = key;
        this.record = record;
        this.here = here;
    }

    /** One that was just made or changed. */
    static Kept of(PeerName peer, ContactRecord record, boolean here) {
        Kept kept = new Kept(peer.text(), record, here);
        kept.contact = RecordFormat.contact(peer, record, here);
        return kept;
    }

    /** So that capitals do not count. */
    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    String key() {
        return key;
    }

    ContactRecord record() {
        return record;
    }

    boolean here() {
        return here;
    }

    String shownName() {
        String nickname = record.getDetails().getNickname();
        return nickname.isEmpty() ? record.getDisplayName() : nickname;
    }

    /** @param all folded */
    boolean has(List<String> all) {
        String mine = words();
        return all.stream().allMatch(mine::contains);
    }

    private String words() {
        String made = words;
        if (made.isEmpty()) {
            Details details = record.getDetails();
            made = folded(String.join(
                    "\n",
                    details.getNickname(),
                    record.getDisplayName(),
                    details.getMail(),
                    details.getNotes(),
                    String.join("\n", details.getLabelsList()),
                    key));
            words = made;
        }
        return made;
    }

    ByteBuffer card() {
        return record.getCard().asReadOnlyByteBuffer();
    }

    PeerContact contact() {
        PeerContact made = contact;
        if (made == null) {
            made = RecordFormat.contact(key, record, here);
            contact = made;
        }
        return made;
    }

    Standing standing(boolean blocked) {
        return new Standing(
                contact().peer(),
                true,
                record.getVerified(),
                record.getWatched(),
                record.getAllowed(),
                blocked,
                shownName(),
                Set.copyOf(record.getDetails().getLabelsList()));
    }
}
