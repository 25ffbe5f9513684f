package dev.parley.invitation.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.Member;
import dev.parley.spi.identity.RemoteIdentity;

/** A member that is only named. */
record FakeMember(RemoteIdentity identity, String displayName) implements Member {
    @Override
    public PeerName peer() {
        return identity.peer();
    }

    @Override
    public EndPointId endpoint() {
        return identity.endpoint();
    }

    @Override
    public boolean verified() {
        return false;
    }

    @Override
    public boolean present() {
        return true;
    }
}
