package dev.parley.api.invitation;

import dev.parley.api.session.Member;
import java.util.Optional;

/**
 * How an invitation ended for one target. Of several endpoints of a contact the best answer counts, in the order of accepted, declined,
 * expired, refused, not installed.
 */
public sealed interface InvitationOutcome {
    /** Yes, and confirmed: both sides launch. That the other one joined is an event of the session. */
    record Accepted(Member member) implements InvitationOutcome {}

    /** No. */
    record Declined() implements InvitationOutcome {}

    /** No answer before the deadline. */
    record Expired() implements InvitationOutcome {}

    /** Taken back by the person here. */
    record Cancelled() implements InvitationOutcome {}

    /**
     * Taken back by Parley, before this one answered: the session has no room left, or may not be joined any more.
     *
     * @param reason for people
     */
    record Withdrawn(String reason) implements InvitationOutcome {}

    /**
     * The other one lacks the application.
     *
     * @param name what it is called here
     * @param version what is installed here
     * @param theirVersion what is installed there; empty when there is none at all
     */
    record NotInstalled(String name, String version, Optional<String> theirVersion) implements InvitationOutcome {}

    /** The other one takes no invitations now: too many are open, or came in the last minute; or takes none of strangers. */
    record Refused(String reason) implements InvitationOutcome {}
}
