package dev.parley.api.invitation;

import dev.parley.api.session.Session;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** An invitation sent from here. Any thread, never blocks. */
@ProviderType
public interface OutgoingInvitation {
    /** Its name, the same on the other side. */
    InvitationId id();

    /** What was asked. */
    InvitationRequest request();

    /** The session that all who accept join; one begun with the invitation closes when nobody does. */
    Session session();

    /**
     * For each target, how it ended. A stage fails with {@code PeerUnreachableException}, {@code IdentityMismatchException},
     * {@code ProtocolException}, {@code ContactException} or {@code NotSignedInException} when the invitation could not be delivered.
     * One that waits for a contact and is on disk goes on at the next start: its stages of this start then fail.
     */
    Map<InvitationTarget, CompletionStage<InvitationOutcome>> outcomes();

    /** The contacts who are not there now, for whom it waits. */
    Set<InvitationTarget> waiting();

    /** Takes it back. Before the confirmation the other side is told and cannot answer; after it, it is a leave. */
    void cancel();
}
