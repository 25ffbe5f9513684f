package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InviteContactsTest {
    private final ConsoleFixture console = new ConsoleFixture();

    private FakeInvitations.Outgoing sent(int number) {
        return (FakeInvitations.Outgoing) console.invitations.outgoing.get(number);
    }

    private void bobIsAContact(String name) {
        console.services.contacts = FakeContacts.of(FakeContacts.contact(Fakes.BOB, name));
    }

    @Test
    void aContactIsInvitedAsOneWhereverTheyAre() {
        bobIsAContact("Bob");
        console.ok("invite bob chat");
        console.people.people.add(Fakes.met("Right desk"));
        console.ok("invite right chat");
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    List.of(new InvitationTarget.Contact(Fakes.BOB)),
                    sent(i).request().to());
        }
    }

    @Test
    void severalAreNamedWithCommas() {
        bobIsAContact("Bob");
        console.people.people.add(Fakes.seen("Zoe"));
        assertTrue(console.ok("invite bob,zoe chat \"Shall we?\"").startsWith("Bob, Zoe are invited to Chat"));
        assertEquals(
                List.of(new InvitationTarget.Contact(Fakes.BOB), new InvitationTarget.NearMe(Fakes.instance(3))),
                sent(0).request().to());
        assertEquals("Shall we?", sent(0).request().message());
        assertEquals("Bob declined.\nZoe declined.", console.fails("invite bob,zoe chat --wait 5"));
        console.invitations.answer = new InvitationOutcome.Accepted(new FakeSession(1).self());
        assertTrue(console.json("invite bob,zoe chat --wait 5").contains("\"outcome\":\"accepted\""));
    }

    @Test
    void aNameWithACommaIsTakenWhole() {
        bobIsAContact("Bob, the builder");
        console.ok("invite \"Bob, the builder\" chat");
        assertEquals(1, sent(0).request().to().size());
    }

    @Test
    void theDeadlineIsATime() {
        bobIsAContact("Bob");
        console.ok("invite bob chat");
        assertEquals(InvitationRequest.DEFAULT_DEADLINE, sent(0).request().deadline());
        console.ok("invite bob chat --deadline 90s");
        assertEquals(Duration.ofSeconds(90), sent(1).request().deadline());
        console.ok("invite bob chat --deadline 7D");
        assertEquals(Duration.ofDays(7), sent(2).request().deadline());
        assertTrue(console.fails("invite bob chat --deadline 8d").contains("7 days"));
        assertTrue(console.fails("invite bob chat --deadline soon").contains("takes a time"));
    }

    @Test
    void whatWaitsIsShownAsWaiting() {
        bobIsAContact("Bob");
        console.ok("invite bob chat");
        assertTrue(console.ok("invitations").contains("to  "), console.ok("invitations"));
        sent(0).waiting.add(new InvitationTarget.Contact(Fakes.BOB));
        String table = console.ok("invitations");
        assertTrue(table.contains("waits for") && table.contains("Bob (" + Fakes.BOB.shortForm() + ")"), table);
        assertTrue(console.json("invitations").contains("\"waiting\":[\"" + Fakes.BOB.text() + "\"]"));
    }
}
