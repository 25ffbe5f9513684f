package dev.parley.spi.session;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.spi.identity.RemoteIdentity;
import org.osgi.annotation.versioning.ProviderType;

/** The handle of whoever made a session. Any thread, never blocks. */
@ProviderType
public interface SessionControl {
    /** The session that applications get. */
    Session session();

    /**
     * A member as this session knows it, for {@code LaunchInfo}; need not have joined.
     *
     * @param verified whether the person here verified it
     */
    Member member(RemoteIdentity identity, String displayName, boolean verified);

    /**
     * Admits the other member, whose yes was confirmed. From now on the session keeps a stream to it, over whatever link there
     * is, dialling when there is none. Messages that arrive wait until {@link #launched}.
     *
     * @param connects whether this side opens the stream, the other waits for it: the inviter does
     */
    void admit(Member other, boolean connects);

    /** The application here was launched: deliver. */
    void launched();

    /** Closes; the other member is told the reason as it reads from there. Idempotent. */
    void close(CloseReason reason);
}
