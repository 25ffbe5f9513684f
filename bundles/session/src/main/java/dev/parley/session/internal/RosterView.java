package dev.parley.session.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.SignedCard;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a roster means: the same for everybody who has the same entries.
 *
 * @param creator who began it
 * @param members who is in, by the order in which they joined
 * @param invited whose endpoints may join
 * @param roles of all who are members or invited
 * @param left authors who said so themselves
 * @param removed persons who are out, and who removed them: empty when they contradicted themselves
 */
record RosterView(
        PeerName creator,
        Map<RemoteIdentity, SignedCard> members,
        Set<PeerName> invited,
        Map<PeerName, MemberRole> roles,
        Set<RemoteIdentity> left,
        Map<PeerName, Optional<PeerName>> removed) {
    /** What a person may do; {@link MemberRole#MEMBER} when they are not known. */
    MemberRole role(PeerName peer) {
        return roles.getOrDefault(peer, MemberRole.MEMBER);
    }

    boolean isMember(RemoteIdentity endpoint) {
        return members.containsKey(endpoint);
    }
}
