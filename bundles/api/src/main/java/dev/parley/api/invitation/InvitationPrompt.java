package dev.parley.api.invitation;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks the person. An OSGi service of a user interface, perhaps several: all are asked, the first answer counts. Called on a
 * thread of Parley; must not block: the answer is given later by {@link IncomingInvitation#accept} or
 * {@link IncomingInvitation#decline}.
 */
@ConsumerType
public interface InvitationPrompt {
    /** Shows an invitation. */
    void ask(IncomingInvitation invitation);

    /** Takes the question away: it was answered elsewhere, cancelled, or expired; its state says which. */
    void withdraw(IncomingInvitation invitation);
}
