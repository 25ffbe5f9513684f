package dev.parley.console.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationPrompt;
import dev.parley.api.peer.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the person about invitations; the answer comes by the commands {@code accept} and {@code decline}. */
@Component
public final class Prompt implements InvitationPrompt {
    private final Display display;

    /** @param display where the question goes */
    @Activate
    public Prompt(@Reference Display display) {
        this.display = display;
    }

    @Override
    public void ask(IncomingInvitation invitation) {
        String said = invitation.message().isEmpty() ? "" : ": \"" + Text.label(invitation.message()) + "\"";
        display.show(Text.label(invitation.from().displayName()) + " ("
                + invitation.from().peer().shortForm()
                + (invitation.contact() ? ", a contact" : "")
                + (invitation.from().verified() ? ", verified" : ", not verified") + ") invites you to "
                + Text.label(invitation.application().name()) + said);
        display.show("    accept " + invitation.id().shortForm() + "   or   decline "
                + invitation.id().shortForm() + "   (within " + Words.of(invitation.remaining()) + ")");
    }

    /** Whoever answered knows it; only what others or the clock did is told. */
    @Override
    public void withdraw(IncomingInvitation invitation) {
        switch (invitation.state()) {
            case OPEN, ACCEPTING, ACCEPTED, DECLINED -> {}
            case EXPIRED, UNCONFIRMED, CANCELLED -> gone(invitation);
        }
    }

    private void gone(IncomingInvitation invitation) {
        display.show("The invitation of " + Text.label(invitation.from().displayName()) + " to "
                + Text.label(invitation.application().name()) + " is no longer open: " + Words.lower(invitation.state())
                + ".");
    }
}
