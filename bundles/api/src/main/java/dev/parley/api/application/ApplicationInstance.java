package dev.parley.api.application;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One launch of an application: what its author writes. Made anew for each session, when an invitation was accepted.
 * All methods are called on {@link Session#executor()}, one at a time, never under a lock; they should not block.
 */
@ConsumerType
public interface ApplicationInstance {
    /**
     * Begins. Nothing is delivered before it returns, so listeners that are registered here miss nothing. Ready-made views
     * come from {@link Session#view}.
     *
     * @param launch why, and by whom
     * @param session the private session with the other person
     * @throws Exception ends the session; both people are told the message
     */
    void launched(LaunchInfo launch, Session session) throws Exception;

    /**
     * The bundle is being updated while this instance runs: what it returns is given to the next version's instance in
     * {@link LaunchInfo#handedOver}. The session stays.
     *
     * @return up to 64 KiB; empty when there is nothing to keep
     */
    default Optional<ByteBuffer> handOver() {
        return Optional.empty();
    }

    /** The session is closed; the last call. */
    default void closed(CloseReason reason) {}
}
