package dev.parley.invitation.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.OutgoingInvitation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What listeners have been told is open. It is itself the first listener, so a later one gets just what those before it know:
 * nothing is lost or doubled between the present and the changes.
 */
final class Told {
    private final Map<InvitationId, OutgoingInvitation> sent = new LinkedHashMap<>();
    private final Map<IncomingInvitation, IncomingInvitation> received = new LinkedHashMap<>();

    void apply(InvitationEvent event) {
        if (event instanceof InvitationEvent.Sent begun) {
            sent.put(begun.invitation().id(), begun.invitation());
        } else if (event instanceof InvitationEvent.Ended ended) {
            sent.remove(ended.invitation().id());
        } else if (event instanceof InvitationEvent.Received came) {
            received.put(came.invitation(), came.invitation());
        } else if (event instanceof InvitationEvent.Changed changed
                && changed.state() != IncomingState.OPEN
                && changed.state() != IncomingState.ACCEPTING) {
            received.remove(changed.invitation());
        }
    }

    List<InvitationEvent> present() {
        List<InvitationEvent> events = new ArrayList<>();
        sent.values().forEach(invitation -> events.add(new InvitationEvent.Sent(invitation)));
        received.values().forEach(invitation -> events.add(new InvitationEvent.Received(invitation)));
        return events;
    }
}
