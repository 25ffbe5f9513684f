package dev.parley.spi.session;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.Optional;
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
     * Admits another endpoint, whose yes was confirmed. From now on the session keeps a stream to it, over whatever link there is,
     * dialling when there is none. Messages that arrive wait until {@link #launched}.
     *
     * @param other who is to be a member; or, where this endpoint was invited, the inviter; without effect for who is in already
     * @param connects whether this side opens the stream, the other waits for it: the inviter does, and its roster then says that
     *     the other one's person is invited
     */
    void admit(Member other, boolean connects);

    /**
     * One that was admitted does not come after all. When nobody else is left, the session closes for that reason. Without effect once
     * messages went to and fro.
     */
    void dismiss(Member other, CloseReason reason);

    /** Why nobody can be invited from here now, for people: the person here may not, or it is full or over; empty: may. */
    Optional<String> closedTo(int newcomers);

    /** The application here was launched: deliver. */
    void launched();

    /** Leaves; the others are told the reason as it reads from there. Idempotent. */
    void close(CloseReason reason);
}
