package dev.parley.spi.contact;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import java.util.Set;

/**
 * Where one peer stands with the person here.
 *
 * @param peer whom it is about
 * @param contact whether it is kept as a contact
 * @param verified whether the two people compared their keys
 * @param watched whether the person here wants to be told its presence and objects (seed row 32)
 * @param allowed whether it may be told ours (seed row 33)
 * @param blocked whether the person wants to have nothing to do with it; it is not told so
 * @param shownName what it is called here: the nickname, or else the name on its card; empty for a stranger
 * @param labels the groups that the person put it in
 */
public record Standing(
        PeerName peer,
        boolean contact,
        boolean verified,
        boolean watched,
        boolean allowed,
        boolean blocked,
        String shownName,
        Set<String> labels) {
    /** Checks the labels. */
    public Standing {
        Text.requireLabel("the name of a contact", shownName);
        labels = Set.copyOf(labels);
    }

    /** Somebody about whom nothing was decided. */
    public static Standing stranger(PeerName peer) {
        return new Standing(peer, false, false, false, false, false, "", Set.of());
    }
}
