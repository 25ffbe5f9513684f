package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final ConsoleFixture console = new ConsoleFixture();
    private final Completion completion =
            new Completion(console.services, console.commands.values(), console.line::names);

    @Test
    void offersCommandsPeopleApplicationsSessionsAndInvitations() {
        console.people.people.add(Fakes.met("Right desk"));
        console.people.people.add(Fakes.seen(""));
        console.sessions.all.add(new FakeSession(1));
        console.invitations.incoming.add(new FakeInvitations.Incoming(1, ""));
        console.ok("invite right chat");
        assertTrue(completion.of(List.of(""), 0).containsAll(List.of("near", "invite", "doctor")));
        assertEquals(List.of("Right desk", "unnamed 03030303"), completion.of(List.of("invite", ""), 1));
        assertEquals(List.of("Chat"), completion.of(List.of("invite", "Right desk", ""), 2));
        assertEquals(List.of("33333331"), completion.of(List.of("say", ""), 1));
        assertEquals(List.of("33333331"), completion.of(List.of("leave", ""), 1));
        assertEquals(List.of("22222221"), completion.of(List.of("accept", ""), 1));
        assertEquals(List.of("11111111"), completion.of(List.of("cancel", ""), 1));
        assertEquals(List.of("--help", "--wait", "--with"), completion.of(List.of("near", ""), 1));
        assertEquals(List.of(), completion.of(List.of("dance", ""), 1));
    }

    @Test
    void offersContactsWherePeopleAreMeant() {
        console.people.people.add(Fakes.met("Right desk"));
        console.contacts.all.put(Fakes.BOB, FakeContacts.contact(Fakes.BOB, "Bob"));
        assertEquals(List.of("Bob"), completion.of(List.of("invite", ""), 1), "whom the desk belongs to");
        assertTrue(completion.of(List.of("contact", ""), 1).containsAll(List.of("add", "show", "qr")));
        assertEquals(List.of("Right desk"), completion.of(List.of("contact", "add", ""), 2));
        assertEquals(List.of("Bob"), completion.of(List.of("contact", "show", ""), 2));
        assertEquals(List.of(), completion.of(List.of("contact", "import", ""), 2));
    }

    @Test
    void offersNothingOfAPartThatIsAway() {
        console.services.people = null;
        console.services.sessions = null;
        console.services.invitations = null;
        console.services.applications = null;
        console.services.contacts = null;
        for (String command : List.of("invite", "say", "accept", "cancel", "undeploy")) {
            assertEquals(List.of(), completion.of(List.of(command, ""), 1));
        }
    }

    @Test
    void commandsOfOtherBundlesAreOfferedToo() {
        console.gogo.addCommand(Command.SCOPE, new Foreign(), "wave");
        console.gogo.addCommand("elsewhere", new Foreign(), "elsewhere");
        List<String> names = completion.of(List.of("w"), 0);
        assertTrue(names.contains("wave") && names.contains("watch"), names::toString);
        assertFalse(names.contains("elsewhere"));
        assertEquals("waves", console.ok("wave"));
    }

    /** As a component of another bundle, with {@code osgi.command.function=wave}. */
    public static final class Foreign {
        /** The command. */
        public String wave() {
            return "waves";
        }
    }
}
