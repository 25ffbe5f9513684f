package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRule.Answer;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyCommandsTest {
    private static final Optional<PeerName> BOB = Optional.of(Fakes.BOB);
    private static final Optional<ApplicationId> CHAT = Optional.of(Fakes.CHAT.id());

    private final ConsoleFixture console = new ConsoleFixture();

    private List<InvitationRule> rules() {
        return console.rules.rules();
    }

    @Test
    void withoutWordsItListsTheRules() {
        assertTrue(console.ok("policy").contains("you are asked"));
        console.ok("policy --everyone contacts-only");
        assertEquals(List.of(new InvitationRule(Optional.empty(), Optional.empty(), Answer.CONTACTS_ONLY)), rules());
        String table = console.ok("policy");
        assertTrue(
                table.contains("everyone") && table.contains("everything") && table.contains("contacts-only"), table);
        assertEquals("[{\"answer\":\"CONTACTS_ONLY\"}]", console.json("policy"));
    }

    @Test
    void aPersonIsAContactSomebodyMetOrAWholeName() {
        console.ok("policy " + Fakes.BOB.text() + " never");
        assertEquals(List.of(new InvitationRule(BOB, Optional.empty(), Answer.NEVER)), rules());
        console.people.people.add(Fakes.met("Right desk"));
        console.ok("policy right chat ask");
        assertEquals(new InvitationRule(BOB, CHAT, Answer.ASK), rules().get(1));
        console.services.contacts = FakeContacts.of(FakeContacts.contact(Fakes.BOB, "Bob"));
        String table = console.ok("policy bob chat always");
        assertTrue(table.contains("Bob (") && table.contains("Chat") && table.contains("always"), table);
        assertEquals(new InvitationRule(BOB, CHAT, Answer.ALWAYS), rules().get(1));
        assertTrue(console.json("policy bob").contains("\"peer\":\"" + Fakes.BOB.text()));
    }

    @Test
    void defaultTakesARuleAway() {
        console.ok("policy --everyone chat never");
        assertTrue(console.ok("policy --everyone chat default").contains("No rule of its own"));
        assertEquals(List.of(), rules());
    }

    @Test
    void withoutAStoreItSaysThatItLastsUntilTheEnd() {
        console.rules.onDisk = false;
        assertTrue(console.ok("policy --everyone ask").contains("until Parley ends"));
    }

    @Test
    void whatIsWrongIsNamed() {
        console.people.people.add(Fakes.seen("Zoe"));
        assertTrue(console.fails("policy zoe never").contains("was met"));
        assertTrue(console.fails("policy --everyone chat perhaps").contains("contacts-only"));
        assertTrue(console.fails("policy --everyone nothing never").contains("no application here"));
        assertTrue(
                console.fails("policy " + Fakes.BOB.text() + " contacts-only").contains("for everybody"));
        assertTrue(console.fails("policy nobody never").contains("no person"));
        assertTrue(console.fails("policy a b c d").contains("Usage: policy"));
    }
}
