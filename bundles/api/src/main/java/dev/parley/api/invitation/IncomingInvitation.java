package dev.parley.api.invitation;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** An invitation that arrived. Any thread, never blocks. */
@ProviderType
public interface IncomingInvitation {
    /** Its name, the same on the other side. */
    InvitationId id();

    /** Who invites, proven by the link; {@link Member#verified} says whether the person here knows them. */
    Member from();

    /** Whether the inviter is a contact of the person here. */
    boolean contact();

    /** The application as it is installed here. */
    PeerApplication application();

    /** What the inviter says: a label. */
    String message();

    /** What the inviter's program passes along, up to 16,384 bytes; read-only. */
    ByteBuffer data();

    /** How long it can still be answered; never negative. */
    Duration remaining();

    /** Where it stands. */
    IncomingState state();

    /**
     * Says yes. Nothing is launched before the inviter's confirmation.
     *
     * @return the session, when launched; fails with {@link InvitationException} when it is too late, was cancelled, or was
     *     not confirmed
     */
    CompletionStage<Session> accept();

    /** Says no; the inviter is told. Completes also when it is too late for an answer. */
    CompletionStage<Void> decline();
}
