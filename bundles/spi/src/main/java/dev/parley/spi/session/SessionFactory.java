package dev.parley.spi.session;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.session.SessionId;
import org.osgi.annotation.versioning.ProviderType;

/** Makes sessions. An OSGi service; any thread, never blocks. */
@ProviderType
public interface SessionFactory {
    /**
     * A new session that nobody joined yet.
     *
     * @param id the same on both sides
     * @param application as installed here
     */
    SessionControl create(SessionId id, PeerApplication application);
}
