package dev.parley.app.chat.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.Member;

/** Somebody in the session. */
record FakeMember(String displayName) implements Member {
    @Override
    public PeerName peer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EndPointId endpoint() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verified() {
        return true;
    }

    @Override
    public boolean present() {
        return true;
    }
}
