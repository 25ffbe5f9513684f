package dev.parley.api.invitation;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Rules of a host or of a user interface. An OSGi service, perhaps several: after the person's own {@link InvitationRules} the first
 * that decides counts, by service ranking; when none does, the person is asked. Called on a thread of Parley; must not block. One that throws counts as undecided, and is named in the log.
 */
@ConsumerType
public interface InvitationPolicy {
    /** What the rule says of an invitation. */
    Decision decide(IncomingInvitation invitation);

    /** What a rule can say. */
    enum Decision {
        /** Nothing: ask the next rule. */
        UNDECIDED,
        /** Ask the person. */
        ASK,
        /** Yes. */
        ACCEPT,
        /** No. */
        DECLINE
    }
}
