package dev.parley.api.invitation;

import java.util.Optional;

/** What changed among the invitations. */
public sealed interface InvitationEvent {
    /** One was sent from here. */
    record Sent(OutgoingInvitation invitation) implements InvitationEvent {}

    /**
     * A contact whom one was sent to is not there now: it waits for them until its deadline, and can be taken back.
     *
     * @param kept whether it is on disk, and survives a restart
     */
    record Waiting(OutgoingInvitation invitation, InvitationTarget target, boolean kept) implements InvitationEvent {}

    /** A contact for whom one waited is there: it is delivered. */
    record Delivered(OutgoingInvitation invitation, InvitationTarget target) implements InvitationEvent {}

    /** One that was sent from here ended for one target: with an outcome, or with why it could not be delivered. */
    record Ended(
            OutgoingInvitation invitation,
            InvitationTarget target,
            Optional<InvitationOutcome> outcome,
            Optional<Throwable> failure)
            implements InvitationEvent {}

    /** One came in and waits for an answer. */
    record Received(IncomingInvitation invitation) implements InvitationEvent {}

    /** One that came in stands elsewhere now. */
    record Changed(IncomingInvitation invitation, IncomingState state) implements InvitationEvent {}

    /** One more was refused without a prompt, as too many came in, or only those of contacts are taken; the count is since the start. */
    record Suppressed(long count) implements InvitationEvent {}
}
