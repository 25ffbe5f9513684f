package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationOutcome.Accepted;
import dev.parley.api.invitation.InvitationOutcome.Declined;
import dev.parley.api.invitation.InvitationOutcome.Expired;
import dev.parley.api.invitation.InvitationOutcome.NotInstalled;
import dev.parley.api.invitation.InvitationOutcome.Refused;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.ParleyException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How an invitation ended at one endpoint, or for one target: an outcome, or why it could not be delivered. Of several, the first in
 * the order below counts (seed row 45); what is not in it comes last.
 */
record Ending(Optional<InvitationOutcome> outcome, Optional<ParleyException> failure) {
    private static final List<Class<? extends InvitationOutcome>> ORDER =
            List.of(Accepted.class, Declined.class, Expired.class, Refused.class, NotInstalled.class);

    static Ending of(InvitationOutcome outcome) {
        return new Ending(Optional.of(outcome), Optional.empty());
    }

    static Ending failed(ParleyException failure) {
        return new Ending(Optional.empty(), Optional.of(failure));
    }

    /** @throws java.util.NoSuchElementException when there is none */
    static Ending best(Collection<Ending> endings) {
        return endings.stream().min(Comparator.comparingInt(Ending::rank)).orElseThrow();
    }

    /** Whether it is a person's answer, which counts for all endpoints of that person. */
    boolean isAnswer() {
        return outcome.filter(one -> one instanceof Accepted || one instanceof Declined)
                .isPresent();
    }

    void complete(CompletableFuture<InvitationOutcome> stage) {
        outcome.ifPresent(stage::complete);
        failure.ifPresent(stage::completeExceptionally);
    }

    /** Another key is worse news than nobody. */
    private int rank() {
        int last = ORDER.size();
        return outcome.map(one -> ORDER.indexOf(one.getClass()))
                .map(index -> index < 0 ? last + 2 : index)
                .orElseGet(() -> failure.filter(IdentityMismatchException.class::isInstance)
                                .isPresent()
                        ? last
                        : last + 1);
    }
}
