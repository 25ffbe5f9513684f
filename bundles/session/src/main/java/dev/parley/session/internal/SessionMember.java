package dev.parley.session.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import dev.parley.spi.identity.RemoteIdentity;

/** A member as one session knows it. */
final class SessionMember implements Member {
    private final RemoteIdentity identity;
    private volatile String displayName; // learnt from its card, which may come after it
    private final boolean verified;
    private volatile boolean present;
    private volatile MemberRole role = MemberRole.MEMBER;

    SessionMember(RemoteIdentity identity, String displayName, boolean verified, boolean present) {
        this.identity = identity;
        this.displayName = displayName;
        this.verified = verified;
        this.present = present;
    }

    RemoteIdentity identity() {
        return identity;
    }

    void present(boolean now) {
        present = now;
    }

    void displayName(String learnt) {
        displayName = learnt;
    }

    /** @return whether it was another */
    boolean role(MemberRole now) {
        boolean changed = role != now;
        role = now;
        return changed;
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
        return displayName;
    }

    @Override
    public boolean verified() {
        return verified;
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public MemberRole role() {
        return role;
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
        return displayName.isEmpty() ? peer().shortForm() : displayName + " (" + peer().shortForm() + ")";
    }
}
