package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.SessionsEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private final ConsoleFixture console = new ConsoleFixture();
    private final Feed feed = new Feed(console.display);
    private final FakeSession session = new FakeSession(1);

    @BeforeEach
    void bindAll() {
        feed.bindCollaboration(console.collaboration);
        feed.bindPeople(console.people);
        feed.bindApplications(console.applications);
        feed.bindLinks(console.links);
        feed.bindInvitations(console.invitations);
        feed.bindSessions(console.sessions);
        feed.bindVerifications(console.introductions.verifications);
        feed.bindContactRequests(console.introductions.requests);
        feed.bindContacts(console.contacts);
    }

    @Test
    void everyEventOfContactsIsTold() {
        var events = console.contacts.listeners.get(0);
        PeerContact bob = FakeContacts.contact(Fakes.BOB, "Bob");
        events.accept(new ContactEvent.Added(bob));
        events.accept(new ContactEvent.Updated(bob, bob));
        events.accept(new ContactEvent.WatchStarted(bob));
        events.accept(new ContactEvent.WatchEnded(bob));
        events.accept(new ContactEvent.Deleted(bob));
        events.accept(new ContactEvent.BlockChanged(Fakes.BOB, true));
        assertEquals(
                List.of(
                        "contact.added",
                        "contact.updated",
                        "contact.watch-started",
                        "contact.watch-ended",
                        "contact.deleted",
                        "contact.block-changed"),
                kinds());
        assertTrue(Json.of(console.told.get(0).fields()).contains("\"displayName\":\"Bob\""));
        assertEquals("", console.shown());
    }

    @Test
    void everyEventOfWhoIsThereIsTold() {
        var me = console.collaboration.me();
        var installed = new InstalledApplication(Fakes.CHAT, "chat 1", Optional.of("cannot start"));
        console.collaboration.listeners.get(0).accept(new CollaborationEvent.SignedIn(PeerScope.NEAR_ME, me));
        console.collaboration.listeners.get(0).accept(new CollaborationEvent.Changed(me));
        console.collaboration.listeners.get(0).accept(new CollaborationEvent.SignedOut());
        console.people.listeners.get(0).accept(new NearMeEvent.Appeared(Fakes.seen("Zoe")));
        console.people.listeners.get(0).accept(new NearMeEvent.Updated(Fakes.met("Zoe")));
        console.people
                .listeners
                .get(0)
                .accept(new NearMeEvent.Disappeared(Fakes.met("Zoe"), NearMeEvent.Reason.GOODBYE));
        console.applications.listeners.get(0).accept(new ApplicationEvent.Installed(installed));
        console.applications.listeners.get(0).accept(new ApplicationEvent.Updated(installed));
        console.applications.listeners.get(0).accept(new ApplicationEvent.Removed(installed));
        console.links.listeners.get(0).accept(new LinkEvent.Opened(Fakes.link()));
        console.links.listeners.get(0).accept(new LinkEvent.Closed(Fakes.link(), "idle"));
        assertEquals(
                List.of(
                        "collaboration.signed-in",
                        "collaboration.changed",
                        "collaboration.signed-out",
                        "near.appeared",
                        "near.updated",
                        "near.application.appeared",
                        "near.disappeared",
                        "near.application.disappeared",
                        "application.installed",
                        "application.updated",
                        "application.removed",
                        "link.opened",
                        "link.closed"),
                kinds());
        assertTrue(Json.of(console.told.get(6).fields()).contains("\"reason\":\"GOODBYE\""));
        assertEquals("", console.shown(), "none of this is worth interrupting a person");
    }

    @Test
    void everyEventOfInvitationsIsToldAndShown() {
        var events = console.invitations.listeners.get(0);
        var request = new InvitationRequest(
                Fakes.CHAT.id(),
                List.of(new InvitationTarget.NearMe(Fakes.instance(3))),
                "",
                Bytes.NONE,
                Duration.ofMinutes(5));
        var outgoing = new FakeInvitations.Outgoing(request, new FakeSession(1), new InvitationOutcome.Declined());
        var incoming = new FakeInvitations.Incoming(1, "Shall we?");
        events.accept(new InvitationEvent.Sent(outgoing));
        events.accept(new InvitationEvent.Waiting(outgoing, request.to().get(0), true));
        events.accept(new InvitationEvent.Delivered(outgoing, request.to().get(0)));
        events.accept(new InvitationEvent.Ended(
                outgoing, request.to().get(0), Optional.of(new InvitationOutcome.Declined()), Optional.empty()));
        events.accept(new InvitationEvent.Ended(
                outgoing,
                request.to().get(0),
                Optional.empty(),
                Optional.of(new PeerUnreachableException("Nobody answers."))));
        events.accept(new InvitationEvent.Received(incoming));
        events.accept(new InvitationEvent.Changed(incoming, IncomingState.EXPIRED));
        events.accept(new InvitationEvent.Suppressed(7));
        assertEquals(
                List.of(
                        "invitation.sent",
                        "invitation.waiting",
                        "invitation.delivered",
                        "invitation.ended",
                        "invitation.ended",
                        "invitation.received",
                        "invitation.changed",
                        "invitation.suppressed"),
                kinds());
        assertTrue(console.shown().contains("waits for them, also over a restart"), console.shown());
        assertTrue(console.shown().contains("declined"), console.shown());
        assertTrue(console.shown().contains("could not be delivered: Nobody answers."), console.shown());
        assertTrue(console.shown().contains("7 invitations of strangers"), console.shown());
    }

    @Test
    void row38_aFloodIsALineAndTheCommandHasTheNumber() {
        var events = console.invitations.listeners.get(0);
        for (int count = 1; count <= 99; count++) {
            events.accept(new InvitationEvent.Suppressed(count));
        }
        assertEquals(99, kinds().size(), "programs hear of each");
        assertEquals(2, console.shown().lines().count(), console.shown());
        assertTrue(console.shown().startsWith("1 invitation of a stranger was refused"), console.shown());
        events.accept(new InvitationEvent.Suppressed(1));
        assertEquals(3, console.shown().lines().count(), "the count began anew");
        console.invitations.suppressed = 99;
        assertTrue(console.ok("invitations").contains("99 invitations of strangers were refused"));
    }

    @Test
    void everyEventOfSessionsIsToldAndShown() {
        var events = console.sessions.listeners.get(0);
        events.accept(new SessionsEvent.Opened(session));
        events.accept(new SessionsEvent.Launched(session));
        events.accept(new SessionsEvent.Changed(session, SessionState.REACHING));
        var other = new FakeSession.FakeMember(Fakes.BOB, Fakes.LAPTOP, "Right desk");
        var left = new CloseReason(CloseReason.Kind.OTHER_LEFT, "good night");
        var members = session.memberListeners.get(0);
        members.accept(new MemberEvent.Joined(session.self()));
        members.accept(new MemberEvent.Joined(other));
        members.accept(new MemberEvent.Away(other));
        members.accept(new MemberEvent.Back(other));
        members.accept(new MemberEvent.RoleChanged(other));
        members.accept(new MemberEvent.Removed(other, Optional.empty()));
        members.accept(new MemberEvent.Left(other, left));
        events.accept(new SessionsEvent.Closed(session, left));
        assertEquals(
                List.of(
                        "session.opened",
                        "session.launched",
                        "session.changed",
                        "session.member",
                        "session.member",
                        "session.member",
                        "session.member",
                        "session.member",
                        "session.member",
                        "session.closed"),
                kinds());
        assertTrue(console.shown().contains("Chat has begun"), console.shown());
        assertTrue(console.shown().contains("Chat is over: everybody else has left (good night)."), console.shown());
    }

    @Test
    void anotherKeyOnAKnownAddressIsSaidLoudly() {
        console.links
                .listeners
                .get(0)
                .accept(new LinkEvent.Refused(
                        Optional.of(Fakes.BOB),
                        Optional.empty(),
                        "identity-mismatch",
                        "Another key answers\u001b[2J."));
        console.links
                .listeners
                .get(0)
                .accept(new LinkEvent.Refused(Optional.empty(), Optional.empty(), "strangers", "too many"));
        assertTrue(console.shown().startsWith("Careful: Another key answers"), console.shown());
        assertFalse(console.shown().contains("\u001b"));
        assertFalse(console.shown().contains("too many"));
    }

    @Test
    void twoCardsOfOneNumberAreSaidLoudly() {
        console.links
                .listeners
                .get(0)
                .accept(new LinkEvent.Refused(
                        Optional.of(Fakes.BOB), Optional.empty(), "card-conflict", "bob has two different cards."));
        assertEquals("Careful: bob has two different cards.\n", console.shown());
        assertEquals("link.refused", console.told.get(console.told.size() - 1).kind());
        String json = Json.of(console.told.get(console.told.size() - 1).fields());
        assertTrue(json.contains("\"kind\":\"card-conflict\"") && json.contains(Fakes.BOB.text()), json);
    }

    @Test
    void aPartThatGoesIsNoLongerListenedTo() {
        feed.unbindPeople(console.people);
        feed.unbindLinks(console.links);
        feed.unbindContacts(console.contacts);
        assertTrue(console.contacts.listeners.isEmpty());
        assertTrue(console.people.listeners.isEmpty());
        assertTrue(console.links.listeners.isEmpty());
        feed.stop();
        assertTrue(console.sessions.listeners.isEmpty());
        assertTrue(console.invitations.listeners.isEmpty());
        assertTrue(console.applications.listeners.isEmpty());
        assertTrue(console.collaboration.listeners.isEmpty());
    }

    /** Ten thousand contacts are not replayed for nobody. */
    @Test
    void contactsAreNotListenedToWhereNoProgramIsTold() {
        Feed alone = new Feed(new Display(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
        alone.bindContacts(console.contacts);
        assertEquals(1, console.contacts.listeners.size(), "the other feed");
        alone.unbindContacts(console.contacts);
        alone.stop();
    }

    @Test
    void anEventIsOneLineOfAscii() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EventLines lines = new EventLines(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        lines.accept(new Display.Event("view.line", Describe.ordered("text", "a\n\"ä\"\u001b")));
        assertEquals(
                "{\"event\":\"view.line\",\"at\":\"1970-01-01T00:00:00Z\",\"text\":\"a\\u000a\\\"\\u00e4\\\"\\u001b\"}",
                bytes.toString(StandardCharsets.UTF_8).strip());
    }

    private List<String> kinds() {
        return console.told.stream().map(Display.Event::kind).toList();
    }
}
