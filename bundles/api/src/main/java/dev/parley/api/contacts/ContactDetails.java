package dev.parley.api.contacts;

import dev.parley.api.peer.Text;
import java.util.Set;

/**
 * What the person here wrote about a contact; it never leaves this machine.
 *
 * @param nickname a label, perhaps empty
 * @param mail an address: a label, perhaps empty; not checked further
 * @param notes up to {@value #NOTES} code points, of several lines, perhaps empty
 * @param labels groups that the person puts people in: at most {@value #LABELS} labels, none of them empty
 */
public record ContactDetails(String nickname, String mail, String notes, Set<String> labels) {
    /** The most code points of notes. */
    public static final int NOTES = 4_096;

    /** The most labels of one contact. */
    public static final int LABELS = 32;

    /** Nothing. */
    public static final ContactDetails NONE = new ContactDetails("", "", "", Set.of());

    /** @throws IllegalArgumentException naming the limit that is broken */
    public ContactDetails {
        Text.requireLabel("a nickname", nickname);
        Text.requireLabel("a mail address", mail);
        if (!Text.lines(notes, NOTES).equals(notes)) {
            throw new IllegalArgumentException(
                    "notes have at most " + NOTES
                            + " characters, and none that cannot be shown, such as an escape; shorten them, or leave those out.");
        }
        labels = Set.copyOf(labels);
        if (labels.size() > LABELS || labels.contains("")) {
            throw new IllegalArgumentException("a contact has at most " + LABELS + " labels, and none that is empty.");
        }
        labels.forEach(label -> Text.requireLabel("a label", label));
    }
}
