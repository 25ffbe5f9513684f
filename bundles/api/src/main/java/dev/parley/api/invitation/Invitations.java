package dev.parley.api.invitation;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Sending and receiving invitations. An OSGi service; any thread, never blocks. */
@ProviderType
public interface Invitations {
    /**
     * Sends an invitation.
     *
     * @throws NotSignedInException when nobody is signed in here
     * @throws ApplicationException when the application is not installed here
     */
    OutgoingInvitation invite(InvitationRequest request);

    /**
     * Invites others into a session that is there. Whoever accepts joins it.
     *
     * @param session one of this endpoint that is not closed
     * @param to one to {@value InvitationRequest#TARGETS} targets, none of them twice
     * @param message what to say: a label, perhaps empty
     * @param deadline as in {@link InvitationRequest}
     * @throws NotSignedInException when nobody is signed in here
     * @throws SessionException when the person here may not invite into it, or it is over
     * @throws IllegalArgumentException naming the limit of {@link InvitationRequest} that is broken
     */
    OutgoingInvitation invite(Session session, List<InvitationTarget> to, String message, Duration deadline);

    /** Those sent that wait for an answer, the oldest first. */
    List<OutgoingInvitation> outgoing();

    /** Those received that are not final, the oldest first. */
    List<IncomingInvitation> incoming();

    /** How many that came in were refused without a prompt, since the start; those of blocked peers are not counted. */
    long suppressed();

    /** Replays what is open as {@code Sent} and {@code Received}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<InvitationEvent> listener);
}
