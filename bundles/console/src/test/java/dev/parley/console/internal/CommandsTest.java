package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.Visibility;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private final ConsoleFixture console = new ConsoleFixture();

    @Test
    void everyCommandExplainsItself() {
        for (Command command : console.commands.values()) {
            String help = console.ok(command.name() + " --help");
            assertTrue(help.startsWith("Usage: " + command.name()), help);
            assertTrue(help.contains(command.summary()), help);
        }
    }

    @Test
    void theCommandsAreThoseOfTheIssue() {
        assertEquals(
                List.of(
                        "me",
                        "name",
                        "sign-in",
                        "sign-out",
                        "near",
                        "add-address",
                        "contacts",
                        "contact",
                        "watch",
                        "unwatch",
                        "allow",
                        "disallow",
                        "status",
                        "objects",
                        "publish",
                        "unpublish",
                        "apps",
                        "deploy",
                        "undeploy",
                        "invite",
                        "invitations",
                        "accept",
                        "decline",
                        "cancel",
                        "policy",
                        "sessions",
                        "say",
                        "leave",
                        "members",
                        "invite-to",
                        "remove",
                        "role",
                        "history",
                        "links",
                        "doctor"),
                new ArrayList<>(console.commands.keySet()));
    }

    @Test
    void meShowsAndChangesWhatOthersAreTold() {
        assertTrue(console.ok("me").contains(Fakes.ALICE.text()));
        assertTrue(console.ok("me --status be-right-back --text 'soon'").contains("be right back: soon"));
        assertEquals(PresenceStatus.BE_RIGHT_BACK, console.collaboration.presence.status());
        console.ok("me --visibility nobody");
        assertEquals(Optional.of(Visibility.NOBODY), console.collaboration.visibility);
        assertTrue(console.json("me").contains("\"realm\":\"test-realm\""));
        assertTrue(console.fails("me --status asleep").contains("out to lunch"));
        assertTrue(console.fails("me --colour red").contains("Usage: me"));
        assertTrue(console.fails("me --text").contains("needs a value"));
    }

    @Test
    void nameTakesSeveralWords() {
        assertTrue(console.ok("name Corner desk").contains("Corner desk"));
        assertEquals("Corner desk", console.collaboration.name);
        assertTrue(console.fails("name").contains("Usage: name NEW NAME"));
    }

    @Test
    void signingInTwiceHoldsOneLeaseAndSigningOutGivesItBack() {
        assertTrue(console.ok("sign-in").contains("near me"));
        console.ok("sign-in near_me");
        assertEquals(1, console.collaboration.leases.size());
        assertTrue(console.ok("sign-out").contains("signed out"));
        assertEquals(PeerScope.NONE, console.collaboration.signedIn());
        assertTrue(console.fails("sign-in internet").contains("beyond the subnet"));
        assertTrue(console.fails("sign-in mars").contains("near me"));
    }

    @Test
    void signOutSaysWhenSomebodyElseStillHoldsALease() {
        console.collaboration.signIn(PeerScope.NEAR_ME);
        assertTrue(console.ok("sign-out").contains("still keeps you signed in"));
    }

    @Test
    void nearListsPeopleByName() {
        assertTrue(console.ok("near").contains("Nobody is near you"));
        console.people.people.add(Fakes.seen("Zoe"));
        console.people.people.add(Fakes.met("Right desk"));
        String table = console.ok("near --wait 5");
        assertTrue(table.indexOf("Right desk") < table.indexOf("Zoe"), table);
        assertTrue(table.contains(Fakes.BOB.shortForm()) && table.contains("beacon, dns-sd"), table);
        assertTrue(table.contains("not met yet"), table);
        assertTrue(console.json("near").contains("\"displayName\":\"Right desk\""));
    }

    @Test
    void nearGivesUpWaiting() {
        assertTrue(console.fails("near --wait 1").contains("did not end within 1 s"));
        assertTrue(console.fails("near --wait long").contains("takes seconds"));
        assertTrue(console.fails("near --wait 0").contains("takes seconds"));
    }

    @Test
    void addAddressReachesSomebody() {
        assertTrue(console.ok("add-address 192.0.2.1:4711").contains("There is Right desk"));
        assertEquals("192.0.2.1 4711", console.people.dialled);
        console.ok("add-address '[2001:db8::1]:4711' " + Fakes.BOB.text());
        assertEquals("2001:db8::1 4711 " + Fakes.BOB.shortForm(), console.people.dialled);
        assertTrue(console.fails("add-address 192.0.2.1:1").contains("Nobody answers"));
        assertTrue(console.fails("add-address 192.0.2.1").contains("HOST:PORT"));
        assertTrue(console.fails("add-address 192.0.2.1:4711 nobody").contains("52 letters"));
    }

    @Test
    void appsDeployAndUndeploy() {
        assertTrue(console.ok("apps").contains("dev.parley.app.chat 1.0.0"));
        assertTrue(console.ok("deploy chat.jar").contains("Chat 1.0 is installed"));
        assertTrue(console.fails("deploy other.txt").contains("is no bundle"));
        assertTrue(console.json("undeploy chat").contains("\"name\":\"Chat\""));
    }

    @Test
    void undeployOfNothingSaysWhereToLook() {
        assertTrue(console.fails("undeploy Whiteboard").contains("The command apps lists them"));
    }

    @Test
    void inviteGoesByKeyToSomebodyMetAndByInstanceToSomebodySeen() {
        console.people.people.add(Fakes.met("Right desk"));
        console.people.people.add(Fakes.seen("Zoe"));
        assertTrue(console.ok("invite \"Right desk\" Chat \"Shall we?\"").contains("is invited to Chat"));
        console.ok("invite zo chat");
        var first = console.invitations.outgoing.get(0).request();
        assertEquals("Shall we?", first.message());
        assertEquals(List.of(new InvitationTarget.AtEndPoint(Fakes.BOB, Fakes.LAPTOP)), first.to());
        assertEquals(
                List.of(new InvitationTarget.NearMe(Fakes.instance(3))),
                console.invitations.outgoing.get(1).request().to());
    }

    @Test
    void inviteWaitsForTheAnswerWhenAsked() {
        console.people.people.add(Fakes.met("Right desk"));
        assertEquals("Right desk declined.", console.fails("invite right chat --wait 5"));
        console.invitations.answer = new InvitationOutcome.NotInstalled("Chat", "1.0", Optional.of("0.9"));
        assertTrue(console.fails("invite right chat --wait 5").contains("does not have Chat 1.0 (there is 0.9)"));
        console.invitations.answer = new InvitationOutcome.Expired();
        assertTrue(console.fails("invite right chat --wait 5").contains("did not answer in time"));
        console.invitations.answer = new InvitationOutcome.Refused("three are open.");
        assertTrue(console.fails("invite right chat --wait 5").contains("three are open"));
        console.invitations.answer = new InvitationOutcome.Accepted(new FakeSession(1).self());
        assertTrue(console.json("invite right chat --wait 5").contains("\"outcome\":\"accepted\""));
    }

    @Test
    void inviteNamesWhatIsAmbiguousOrMissing() {
        assertTrue(console.fails("invite Nobody Chat").contains("no person near you called \"Nobody\""));
        console.people.people.add(Fakes.met("Right desk"));
        console.people.people.add(Fakes.seen("Right hand"));
        assertTrue(console.fails("invite right chat").contains("2 could be meant"));
        assertTrue(console.fails("invite \"right desk\"").contains("Usage: invite"));
    }

    @Test
    void theOnlyInvitationNeedsNoName() {
        assertTrue(console.fails("accept").contains("Nobody invites you"));
        FakeInvitations.Incoming one = new FakeInvitations.Incoming(1, "Shall we?");
        console.invitations.incoming.add(one);
        assertTrue(console.ok("invitations").contains("Shall we?"));
        assertTrue(console.ok("accept").contains("You are in Chat with Right desk"));
        assertEquals(IncomingState.ACCEPTED, one.state);
        console.invitations.incoming.add(new FakeInvitations.Incoming(2, ""));
        assertTrue(console.fails("decline").contains("say which"));
        console.ok("decline " + one.id().shortForm());
        assertEquals(IncomingState.DECLINED, one.state);
    }

    @Test
    void cancelTakesBack() {
        console.people.people.add(Fakes.met("Right desk"));
        console.ok("invite right chat");
        assertTrue(console.ok("invitations").contains("Right desk (" + Fakes.BOB.shortForm() + ")"));
        console.ok("cancel");
        assertTrue(((FakeInvitations.Outgoing) console.invitations.outgoing.get(0)).cancelled);
        assertTrue(console.fails("cancel 9").contains("no invitation of yours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's 5 o'clock; ok?", "{ $x | (y) }", "--help me", "a  b", "# no comment"})
    void whatIsSaidIsTakenAsItStands(String text) {
        FakeSession session = new FakeSession(1);
        console.sessions.all.add(session);
        List<String> lines = new ArrayList<>();
        console.views.open(session).onLine(lines::add);
        console.ok("say " + text);
        session.time.run();
        assertEquals(List.of(text), lines);
    }

    @Test
    void sayChoosesTheNewestSessionOrTheOneNamed() {
        FakeSession older = new FakeSession(1);
        FakeSession newer = new FakeSession(2);
        console.sessions.all.addAll(List.of(older, newer));
        List<String> lines = new ArrayList<>();
        console.views.open(older).onLine(line -> lines.add("older " + line));
        console.views.open(newer).onLine(line -> lines.add("newer " + line));
        console.ok("say hello");
        console.ok("say " + older.id().shortForm() + " hello");
        older.time.run();
        newer.time.run();
        assertEquals(List.of("older hello", "newer hello"), lines);
    }

    @Test
    void sayNeedsASessionThatTakesLines() {
        assertTrue(console.fails("say hello").contains("You are in no session"));
        console.sessions.all.add(new FakeSession(1));
        assertTrue(console.fails("say hello").contains("takes no lines"));
    }

    @Test
    void leaveLeavesTheOnlySession() {
        assertTrue(console.ok("sessions").contains("You are in no session"));
        FakeSession session = new FakeSession(1);
        console.sessions.all.add(session);
        assertTrue(console.ok("sessions").contains("Right desk (" + Fakes.BOB.shortForm() + ")"));
        console.ok("leave");
        assertTrue(session.left);
    }

    @Test
    void linksAreListedAndCut() {
        assertTrue(console.ok("links").contains("There is no link now"));
        console.links.links.add(Fakes.link());
        assertTrue(console.ok("links").contains("127.0.0.1:4711"));
        assertTrue(console.json("links").contains("\"roundTripMs\":3.0"));
        assertTrue(console.ok("links --cut " + Fakes.BOB.shortForm()).contains("is cut"));
        assertTrue(console.links.links.isEmpty());
    }

    @Test
    void aPartThatIsAwayIsNamed() {
        assertTrue(console.fails("doctor").contains("dev.parley.discovery"));
        console.services.sessions = null;
        assertTrue(console.fails("sessions").contains("dev.parley.session"));
    }

    @Test
    void anUnknownCommandListsThoseThereAre() {
        String sentence = console.fails("dance");
        assertTrue(sentence.contains("There is no command \"dance\"") && sentence.contains("add-address"), sentence);
    }

    @Test
    void emptyLinesAndCommentsDoNothing() {
        assertEquals("", console.ok(""));
        assertEquals("", console.ok("   # a comment"));
    }

    @Test
    void nothingThatOthersWroteSteersTheTerminal() {
        console.people.people.add(Fakes.seen("\u001b[2Jevil\u202e"));
        assertFalse(console.ok("near").contains("\u001b"));
        assertFalse(console.ok("near").contains("\u202e"));
        assertFalse(console.json("near").chars().anyMatch(c -> c < ' ' || c > '~'));
        assertFalse(console.fails("invite \u001b[2J Chat").contains("\u001b"));
    }
}
