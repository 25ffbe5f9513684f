package dev.parley.testkit;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import dev.parley.spi.identity.RemoteIdentity;

/**
 * Somebody in a session: present, not verified.
 *
 * @param identity who, for example {@link FakeIdentity#remote}
 * @param displayName a label
 */
public record FakeMember(RemoteIdentity identity, String displayName) implements Member {
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

    @Override
    public MemberRole role() {
        return MemberRole.MEMBER;
    }
}
