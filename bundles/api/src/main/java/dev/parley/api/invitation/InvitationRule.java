package dev.parley.api.invitation;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import java.util.Optional;

/**
 * What the person wants done with invitations of somebody to something. Of several that apply, the one that says most counts: a
 * person and an application before a person, a person before an application, that before everything.
 *
 * @param person whose invitations; empty for everybody's
 * @param application to what; empty for everything
 * @param answer what is done with them
 */
public record InvitationRule(Optional<PeerName> person, Optional<ApplicationId> application, Answer answer) {
    /** @throws IllegalArgumentException when it is for contacts only and names a person */
    public InvitationRule {
        if (answer == Answer.CONTACTS_ONLY && person.isPresent()) {
            throw new IllegalArgumentException(
                    "contacts-only tells strangers from contacts, so it is for everybody; for one person there are always,"
                            + " ask and never.");
        }
    }

    /** What is done with an invitation. */
    public enum Answer {
        /** Accepted without asking. */
        ALWAYS,
        /** The person is asked, whatever else would decide. */
        ASK,
        /** Declined without asking. */
        NEVER,
        /** Who is no contact is refused, and told why; for contacts it is as if there were no such rule. */
        CONTACTS_ONLY
    }
}
