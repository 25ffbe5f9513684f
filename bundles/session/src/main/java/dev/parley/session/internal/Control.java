package dev.parley.session.internal;

import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.session.SessionControl;
import java.util.Optional;

/** What the maker of a session gets. */
final class Control implements SessionControl {
    private final Session session;
    private final SessionCore core;

    Control(Session session, SessionCore core) {
        this.session = session;
        this.core = core;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Member member(RemoteIdentity identity, String displayName, boolean verified) {
        return new SessionMember(identity, Text.label(displayName), verified, false);
    }

    @Override
    public void admit(Member other, boolean connects) {
        SessionMember member = other instanceof SessionMember ours
                ? ours
                : new SessionMember(
                        new RemoteIdentity(other.peer(), other.endpoint()),
                        other.displayName(),
                        other.verified(),
                        false);
        core.run(() -> core.admit(member, connects));
    }

    @Override
    public Optional<String> closedTo(int newcomers) {
        return core.closedTo(newcomers);
    }

    @Override
    public void dismiss(Member other, CloseReason reason) {
        core.run(() -> core.dismiss(other, reason));
    }

    @Override
    public void launched() {
        core.run(core::launched);
    }

    @Override
    public void close(CloseReason reason) {
        core.run(() -> core.close(reason));
    }
}
