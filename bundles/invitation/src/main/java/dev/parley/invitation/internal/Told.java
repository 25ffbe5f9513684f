package dev.parley.invitation.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What listeners have been told is open. It is itself the first listener, so a later one gets just what those before it know:
 * nothing is lost or doubled between the present and the changes.
 */
final class Told {
    private final Map<InvitationId, OutgoingInvitation> sent = new LinkedHashMap<>();
    private final Map<InvitationId, Integer> open = new HashMap<>(); // how many targets
    private final Map<InvitationId, Map<InvitationTarget, InvitationEvent>> waiting = new HashMap<>();
    private final Map<IncomingInvitation, IncomingInvitation> received = new LinkedHashMap<>();

    void apply(InvitationEvent event) {
        if (event instanceof InvitationEvent.Sent begun) {
            sent.put(begun.invitation().id(), begun.invitation());
            open.put(begun.invitation().id(), begun.invitation().request().to().size());
        } else if (event instanceof InvitationEvent.Ended ended) {
            ended(ended);
        } else if (event instanceof InvitationEvent.Waiting begun) {
            waiting.computeIfAbsent(begun.invitation().id(), none -> new LinkedHashMap<>())
                    .put(begun.target(), begun);
        } else if (event instanceof InvitationEvent.Delivered over) {
            waiting.getOrDefault(over.invitation().id(), new HashMap<>()).remove(over.target());
        } else if (event instanceof InvitationEvent.Received came) {
            received.put(came.invitation(), came.invitation());
        } else if (event instanceof InvitationEvent.Changed changed
                && changed.state() != IncomingState.OPEN
                && changed.state() != IncomingState.ACCEPTING) {
            received.remove(changed.invitation());
        }
    }

    /** One with several targets is open until it has ended for each. */
    private void ended(InvitationEvent.Ended event) {
        InvitationId id = event.invitation().id();
        waiting.getOrDefault(id, new HashMap<>()).remove(event.target());
        if (sent.containsKey(id) && open.merge(id, -1, Integer::sum) == 0) {
            open.remove(id);
            sent.remove(id);
            waiting.remove(id);
        }
    }

    List<InvitationEvent> present() {
        List<InvitationEvent> events = new ArrayList<>();
        sent.forEach((id, invitation) -> {
            events.add(new InvitationEvent.Sent(invitation));
            events.addAll(waiting.getOrDefault(id, Map.of()).values());
        });
        received.values().forEach(invitation -> events.add(new InvitationEvent.Received(invitation)));
        return events;
    }
}
