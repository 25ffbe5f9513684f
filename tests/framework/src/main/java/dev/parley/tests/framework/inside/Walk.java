package dev.parley.tests.framework.inside;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The way of two people, walked by services alone: signed in, near, invited, in a session, and out of it. */
final class Walk implements AutoCloseable {
    /** The peer that {@code InFelixTest} starts beside this one; it accepts whatever it is invited to. */
    static final String PARTNER = "Partner";

    private static final ApplicationId CHAT = ApplicationId.parse("6d0f3a52-8f0e-4a7b-9c35-2f6f1c1d7e10");

    private final SignIn lease;

    private Walk(SignIn lease) {
        this.lease = lease;
    }

    /** The whole way. */
    static void whole() {
        try (Walk walk = signIn()) {
            Session session = walk.invite();
            walk.say(session, "over " + session.id());
            walk.leave(session);
        }
    }

    /** Listens, and keeps a lease of its own on that. */
    static Walk signIn() {
        SignIn lease = Osgi.service(PeerCollaboration.class).signIn(PeerScope.NEAR_ME);
        Osgi.get("signing in", lease.ready());
        return new Walk(lease);
    }

    /** Waits for the partner, by key and with Chat. */
    PeerNearMe meet() {
        PeopleNearMe people = Osgi.service(PeopleNearMe.class);
        return Osgi.told(
                "the partner near me",
                met -> people.onChange(event -> {
                    if (!(event instanceof NearMeEvent.Disappeared) && isPartner(event.person())) {
                        met.complete(event.person());
                    }
                }));
    }

    private static boolean isPartner(PeerNearMe person) {
        return person.displayName().equals(PARTNER)
                && person.endpoint().isPresent()
                && person.applications().stream()
                        .anyMatch(application -> application.id().equals(CHAT));
    }

    /** A session with the partner that is live. */
    Session invite() {
        PeerNearMe partner = meet();
        InvitationTarget target = new InvitationTarget.NearMe(partner.instance());
        OutgoingInvitation invitation = Osgi.service(Invitations.class)
                .invite(new InvitationRequest(
                        CHAT, List.of(target), "Come in", ByteBuffer.allocate(0), InvitationRequest.DEFAULT_DEADLINE));
        InvitationOutcome outcome =
                Osgi.get("the answer to an invitation", invitation.outcomes().get(target));
        if (!(outcome instanceof InvitationOutcome.Accepted)) {
            throw new AssertionError("the partner, who accepts all, answered " + outcome);
        }
        await(invitation.session(), SessionState.LIVE);
        return invitation.session();
    }

    /** Waits for a state, which may be there already. */
    void await(Session session, SessionState wanted) {
        Osgi.told("the state " + wanted, reached -> {
            Subscription changes = session.onState(change -> {
                if (change.to() == wanted) {
                    reached.complete(wanted);
                }
            });
            if (session.state() == wanted) {
                reached.complete(wanted);
            }
            return changes;
        });
    }

    /** Sends a line, which the other endpoint acknowledges. */
    void say(Session session, String line) {
        Sent sent = Osgi.get(
                "sending", session.send(Delivery.EPHEMERAL, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8))));
        Osgi.get("the acknowledgement of a message", sent.acknowledgedBy(other(session)));
    }

    private static Member other(Session session) {
        return Osgi.told(
                "the other member",
                other -> session.onMember(event -> {
                    if (event instanceof MemberEvent.Joined && !event.member().equals(session.self())) {
                        other.complete(event.member());
                    }
                }));
    }

    void leave(Session session) {
        Osgi.get("leaving", session.leave());
    }

    @Override
    public void close() {
        lease.close();
    }
}
