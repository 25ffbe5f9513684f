package dev.parley.invitation.internal;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.session.SessionId;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.session.SessionFactory;
import java.util.List;
import java.util.Optional;

/** Makes sessions that only remember. */
record FakeSessions(FakePeer here, List<FakeSession> all) implements SessionFactory {
    @Override
    public SessionControl create(SessionId id, PeerApplication application) {
        FakeSession session = new FakeSession(here, id, application);
        all.add(session);
        return session;
    }

    @Override
    public SessionControl join(SessionId id, PeerApplication application) {
        return create(id, application);
    }

    @Override
    public Optional<SessionControl> control(SessionId id) {
        return all.stream()
                .filter(session -> session.session().id().equals(id) && session.closed.isEmpty())
                .map(SessionControl.class::cast)
                .findFirst();
    }
}
