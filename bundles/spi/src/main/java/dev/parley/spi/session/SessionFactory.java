package dev.parley.spi.session;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.session.SessionId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes sessions. An OSGi service; any thread, never blocks. */
@ProviderType
public interface SessionFactory {
    /**
     * A new session, of which this endpoint is the creator and the only member.
     *
     * @param id the same for all members
     * @param application as installed here
     * @throws IllegalArgumentException when there is such a session here
     */
    SessionControl create(SessionId id, PeerApplication application);

    /**
     * A session of others, into which this endpoint was invited. Who is in it, the inviter tells once it is
     * {@linkplain SessionControl#admit admitted} and linked.
     *
     * @param id the same for all members
     * @param application as installed here
     * @throws IllegalArgumentException when there is such a session here
     */
    SessionControl join(SessionId id, PeerApplication application);

    /** One that is there and not closed. */
    Optional<SessionControl> control(SessionId id);
}
