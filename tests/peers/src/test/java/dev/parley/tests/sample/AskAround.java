package dev.parley.tests.sample;

import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import java.util.List;
import java.util.function.Consumer;

/** Asks everybody near who has an application; all who accept join one session. */
public final class AskAround {
    private final PeopleNearMe people;
    private final Invitations invitations;

    public AskAround(PeopleNearMe people, Invitations invitations) {
        this.people = people;
        this.invitations = invitations;
    }

    public void ask(ApplicationId application, String message, Consumer<String> tell) {
        List<InvitationTarget> who = people.with(application).stream()
                .limit(InvitationRequest.TARGETS)
                .<InvitationTarget>map(person -> new InvitationTarget.NearMe(person.instance()))
                .toList();
        if (who.isEmpty()) {
            tell.accept("Nobody near has it.");
            return;
        }
        OutgoingInvitation sent = invitations.invite(
                new InvitationRequest(application, who, message, Bytes.NONE, InvitationRequest.DEFAULT_DEADLINE));
        sent.outcomes()
                .values()
                .forEach(outcome -> outcome.whenComplete((answer, failure) -> {
                    if (failure != null) {
                        tell.accept(failure.getMessage());
                    } else if (answer instanceof InvitationOutcome.Accepted yes) {
                        tell.accept(yes.member().displayName() + " joins.");
                    } else if (answer instanceof InvitationOutcome.Declined) {
                        tell.accept("One does not come.");
                    }
                }));
    }
}
