package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.session.MemberRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommandsTest {
    private final ConsoleFixture console = new ConsoleFixture();
    private final FakeSession session = new FakeSession(1);

    @BeforeEach
    void inASessionWithSomebodyNear() {
        console.sessions.all.add(session);
        console.people.people.add(Fakes.met("Right desk"));
    }

    @Test
    void membersAreListedWithWhatTheyMay() {
        String members = console.ok("members");
        assertTrue(members.contains("Left desk"), members);
        assertTrue(members.contains("Right desk"), members);
        assertTrue(members.contains("speak"), members);
        assertTrue(members.contains("you"), members);
        assertTrue(console.json("members 33333331").contains("\"role\":\"MEMBER\""));
        assertTrue(console.fails("members 7777").contains("There is no session"));
        console.sessions.all.clear();
        assertTrue(console.fails("members").contains("You are in no session"));
    }

    @Test
    void othersAreInvitedIntoTheSession() {
        String said = console.ok("invite-to 33333331 \"Right desk\" come in --deadline 90s");
        assertTrue(said.contains("Right desk is invited to Chat"), said);
        var sent = (FakeInvitations.Outgoing) console.invitations.outgoing.get(0);
        assertEquals(session.id(), sent.session().id());
        assertEquals("come in", sent.request().message());
        assertEquals(Duration.ofSeconds(90), sent.request().deadline());
        InvitationTarget target = sent.request().to().get(0);
        assertTrue(target instanceof InvitationTarget.AtEndPoint || target instanceof InvitationTarget.NearMe);
        assertTrue(console.fails("invite-to 33333331").contains("Usage: invite-to SESSION"));
    }

    @Test
    void waitingForTheAnswerSaysHowItEnded() {
        assertTrue(console.fails("invite-to 33333331 \"Right desk\" --wait 5").contains("declined"));
        console.invitations.answer = new InvitationOutcome.Accepted(session.self());
        assertTrue(console.json("invite-to 33333331 \"Right desk\" --wait 5").contains("\"outcome\":\"accepted\""));
    }

    @Test
    void somebodyIsRemoved() {
        assertTrue(console.ok("remove \"Right desk\"").contains("Right desk is removed"));
        assertEquals(List.of(Fakes.BOB), session.removed);
        assertTrue(console.fails("remove Nobody").contains("There is no other member of this session"));
        session.refusal = Optional.of("You may not remove others in this session. Ask Bob, who began it.");
        assertTrue(console.fails("remove \"Right desk\"").contains("Ask Bob"));
    }

    @Test
    void rolesAreGiven() {
        assertTrue(console.ok("role \"Right desk\" may-invite").contains("may invite and remove"));
        assertEquals(Map.of(Fakes.BOB, MemberRole.MAY_INVITE), session.roles);
        assertTrue(console.ok("role \"Right desk\" MEMBER 33333331").contains("neither"));
        assertEquals(Map.of(Fakes.BOB, MemberRole.MEMBER), session.roles);
        assertTrue(console.fails("role \"Right desk\" creator").contains("may-invite or member"));
    }
}
