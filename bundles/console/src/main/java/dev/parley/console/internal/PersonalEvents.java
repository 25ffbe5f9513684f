package dev.parley.console.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionsEvent;
import java.util.Map;

/** Invitations and sessions: what the person takes part in. */
final class PersonalEvents {
    private static final int TENFOLD = 10;

    private final Display display;
    private long suppressedShown; // the number in the last line; on the thread of the events

    PersonalEvents(Display display) {
        this.display = display;
    }

    void invitation(InvitationEvent event) {
        if (event instanceof InvitationEvent.Sent sent) {
            display.tell("invitation.sent", Describe.outgoing(sent.invitation()));
        } else if (event instanceof InvitationEvent.Ended ended) {
            ended(ended);
        } else if (event instanceof InvitationEvent.Waiting waiting) {
            waiting(waiting);
        } else if (event instanceof InvitationEvent.Delivered delivered) {
            display.tell("invitation.delivered", about(delivered.invitation(), delivered.target()));
            display.show("Your invitation has arrived: the contact is there now.");
        } else if (event instanceof InvitationEvent.Received received) {
            display.tell("invitation.received", Describe.incoming(received.invitation()));
        } else if (event instanceof InvitationEvent.Changed changed) {
            IncomingInvitation invitation = changed.invitation();
            display.tell("invitation.changed", Describe.ordered("id", invitation.id(), "state", changed.state()));
        } else {
            suppressed(((InvitationEvent.Suppressed) event).count());
        }
    }

    /** A flood is a line, and another one when it has grown tenfold; the command invitations has the number. */
    private void suppressed(long count) {
        display.tell("invitation.suppressed", Describe.ordered("count", count));
        if (count < suppressedShown || count >= TENFOLD * suppressedShown) {
            suppressedShown = count;
            display.show(Words.suppressed(count));
        }
    }

    private void waiting(InvitationEvent.Waiting waiting) {
        Map<String, Object> fields = about(waiting.invitation(), waiting.target());
        fields.put("kept", waiting.kept());
        display.tell("invitation.waiting", fields);
        display.show("The contact is not there now. Your invitation waits for them"
                + (waiting.kept() ? ", also over a restart" : " until Parley ends") + "; take it back with: cancel "
                + waiting.invitation().id().shortForm());
    }

    private static Map<String, Object> about(OutgoingInvitation invitation, InvitationTarget target) {
        return Describe.ordered("id", invitation.id(), "to", Describe.target(target));
    }

    private void ended(InvitationEvent.Ended ended) {
        Map<String, Object> fields = about(ended.invitation(), ended.target());
        ended.outcome().ifPresent(outcome -> {
            fields.put("outcome", Words.word(outcome));
            display.show(Text.label(Words.sentence("The person you invited", outcome)));
        });
        ended.failure().ifPresent(failure -> {
            String sentence = Failures.sentence(failure);
            fields.put("error", sentence);
            display.show(Text.label("Your invitation could not be delivered: " + sentence));
        });
        display.tell("invitation.ended", fields);
    }

    void session(SessionsEvent event) {
        Session session = event.session();
        if (event instanceof SessionsEvent.Opened) {
            display.tell("session.opened", about(session));
            // Ends with the session itself, which calls no listener any more once it is closed.
            session.onMember(member -> member(session, member));
        } else if (event instanceof SessionsEvent.Launched) {
            display.tell("session.launched", about(session));
            display.show(Text.label(session.application().name()) + " has begun (session "
                    + session.id().shortForm() + ").");
        } else if (event instanceof SessionsEvent.Changed changed) {
            display.tell("session.changed", Describe.ordered("session", session.id(), "state", changed.state()));
        } else {
            closed(session, ((SessionsEvent.Closed) event).reason());
        }
    }

    private void closed(Session session, CloseReason reason) {
        display.tell(
                "session.closed",
                Describe.ordered("session", session.id(), "reason", reason.kind(), "detail", reason.detail()));
        if (reason.kind() != CloseReason.Kind.NOT_JOINED) {
            String detail = reason.detail().isEmpty() ? "" : " (" + reason.detail() + ")";
            display.show(Text.label(session.application().name()) + " is over: "
                    + Text.label(Words.of(reason.kind()) + detail) + ".");
        }
    }

    private void member(Session session, MemberEvent event) {
        if (event.member().equals(session.self())) {
            return;
        }
        Map<String, Object> fields = Describe.ordered("session", session.id(), "change", change(event));
        fields.put("peer", event.member().peer());
        fields.put("displayName", event.member().displayName());
        fields.put("role", event.member().role());
        display.tell("session.member", fields);
    }

    private static String change(MemberEvent event) {
        if (event instanceof MemberEvent.Joined) {
            return "joined";
        } else if (event instanceof MemberEvent.Left) {
            return "left";
        }
        if (event instanceof MemberEvent.Removed) {
            return "removed";
        } else if (event instanceof MemberEvent.RoleChanged) {
            return "role";
        }
        return event instanceof MemberEvent.Away ? "away" : "back";
    }

    private static Map<String, Object> about(Session session) {
        return Describe.ordered("session", session.id(), "application", Describe.application(session.application()));
    }
}
