package dev.parley.invitation.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import dev.parley.spi.identity.RemoteIdentity;

/** Who invites, before there is a session. Its name follows the card, which may come after the invitation. */
final class Inviter implements Member {
    private final Surroundings around;
    private final RemoteIdentity identity;

    Inviter(Surroundings around, RemoteIdentity identity) {
        this.around = around;
        this.identity = identity;
    }

    @Override
    public PeerName peer() {
        return identity.peer();
    }

    @Override
    public EndPointId endpoint() {
        return identity.endpoint();
    }

    @Override
    public String displayName() {
        return around.displayName(identity);
    }

    @Override
    public boolean verified() {
        return around.standing(peer()).verified();
    }

    @Override
    public boolean present() {
        return around.links().find(identity.endpoint()).isPresent();
    }

    @Override
    public MemberRole role() {
        return MemberRole.MAY_INVITE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Member member
                && member.peer().equals(peer())
                && member.endpoint().equals(endpoint());
    }

    @Override
    public int hashCode() {
        return endpoint().hashCode();
    }

    @Override
    public String toString() {
        return displayName() + " (" + peer().shortForm() + ")";
    }
}
