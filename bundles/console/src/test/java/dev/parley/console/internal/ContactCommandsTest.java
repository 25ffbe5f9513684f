package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.LastSeen;
import dev.parley.api.contacts.PeerContact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactCommandsTest {
    private final ConsoleFixture console = new ConsoleFixture();

    @TempDir
    Path folder;

    @BeforeEach
    void somebodyIsNear() {
        console.people.people.add(Fakes.met("Bob"));
    }

    private PeerContact bob() {
        return console.contacts.all.get(Fakes.BOB);
    }

    @Test
    void somebodyNearIsAddedAndListed() {
        assertTrue(console.ok("contacts").contains("no contacts yet"));
        assertTrue(console.ok("contact add bo").contains("Bob (" + Fakes.BOB.shortForm() + ") is a contact"));
        String table = console.ok("contacts");
        assertTrue(table.contains("VERIFIED") && table.contains(Fakes.BOB.shortForm()), table);
        assertTrue(console.json("contacts").startsWith("[{\"peer\":\"" + Fakes.BOB + "\",\"displayName\":\"Bob\""));
        assertTrue(console.ok("contacts Bo").contains("Bob"));
        assertTrue(console.ok("contacts Zoe").contains("has all of these words"));
        assertTrue(console.fails("contact add zoe").contains("no person near you"));
        console.people.people.add(Fakes.seen("Zoe"));
        assertTrue(console.fails("contact add zoe").contains("Nobody proved"));
    }

    @Test
    void whoInvitesIsAdded() {
        console.people.people.clear();
        console.invitations.incoming.add(new FakeInvitations.Incoming(1, ""));
        assertTrue(console.fails("contact add 2222222").contains("no person near you"));
        console.ok("contact add 22222221");
        assertEquals(1, console.contacts.all.size());
    }

    @Test
    void whoInvitesUnderTheNameOfSomebodyNearIsNotTakenForThem() {
        String name = new FakeInvitations.Incoming(1, "").from().displayName();
        console.people.people.clear();
        console.people.people.add(Fakes.met(name));
        console.invitations.incoming.add(new FakeInvitations.Incoming(1, ""));
        console.ok("contact add '" + name + "'");
        assertEquals(name, bob().displayName());
    }

    @Test
    void showTellsEverything() {
        console.ok("contact add bob");
        PeerContact gone = FakeContacts.gone(bob(), new LastSeen(Instant.EPOCH, LastSeen.How.WENT_SILENT));
        console.contacts.all.put(Fakes.BOB, gone);
        console.ok("contact edit bob --nickname 'Big Bob' --mail b@x.example --notes 'tall'");
        String shown = console.ok("contact show " + Fakes.BOB.shortForm());
        for (String word :
                new String[] {"Big Bob", "b@x.example", "tall", "went silent", Fakes.BOB.text(), "verified"}) {
            assertTrue(shown.contains(word), shown);
        }
        assertTrue(console.json("contact show big").contains("\"lastSeen\":{\"at\":\"1970-01-01T00:00:00Z\""));
        assertTrue(console.ok("contacts").contains("went silent"));
        assertTrue(console.ok("contact show me").contains(Fakes.ALICE.text()));
        assertTrue(console.fails("contact show zoe").contains("no contact called"));
    }

    @Test
    void whoCannotBeReachedIsSaidToBeSoSinceWhen() {
        console.ok("contact add bob");
        console.contacts.all.put(
                Fakes.BOB, FakeContacts.gone(bob(), new LastSeen(Instant.now(), LastSeen.How.UNREACHABLE)));
        assertTrue(console.ok("contact show bob").contains("unreachable since 20"));
        assertTrue(console.ok("contacts").contains("unreachable since 20"));
        assertTrue(console.json("contacts").contains("\"how\":\"UNREACHABLE\""));
    }

    /** Row 46's list of devices: numbered, aging, and an alarm when there are two. */
    @Test
    void staleCardsAndTwoOfOneNumberAreShown() {
        console.ok("contact add bob");
        PeerContact added = bob();
        Instant now = Instant.now();
        console.contacts.all.put(
                Fakes.BOB,
                FakeContacts.card(added, now.minus(PeerContact.CARD_FRESH).plusSeconds(60), Optional.empty()));
        for (String command : List.of("contacts", "near", "contact show bob")) {
            String text = console.ok(command);
            assertFalse(text.contains("stale") || text.contains("two"), text);
        }
        assertTrue(console.ok("contact show bob").contains("number 1, of "));
        assertTrue(console.json("near").contains("\"cardStale\":false"));
        console.contacts.all.put(
                Fakes.BOB,
                FakeContacts.card(added, now.minus(PeerContact.CARD_FRESH).minusSeconds(1), Optional.empty()));
        for (String command : List.of("contacts", "near", "contact show bob")) {
            assertTrue(console.ok(command).contains("stale"), command);
            assertTrue(console.json(command).contains("\"cardStale\":true"), command);
        }
        console.contacts.all.put(Fakes.BOB, FakeContacts.card(added, now, Optional.of(now)));
        for (String command : List.of("contacts", "near", "contact show bob")) {
            assertTrue(console.ok(command).contains("two different"), command);
            assertTrue(console.json(command).contains("\"cardConflict\":\"" + now), command);
        }
    }

    @Test
    void labelsArePutOnAndTakenOff() {
        console.ok("contact add bob");
        console.ok("contact label bob work +tennis");
        assertEquals(Set.of("work", "tennis"), bob().details().labels());
        console.ok("contact label bob -work chess");
        assertEquals(Set.of("tennis", "chess"), bob().details().labels());
        assertTrue(console.ok("contacts").contains("chess, tennis"));
        assertTrue(console.fails("contact label bob").contains("Usage: contact"));
    }

    @Test
    void anybodyCanBeBlockedAndTheyAreListed() {
        assertTrue(console.ok("contact block").contains("Nobody is blocked"));
        assertTrue(console.ok("contact block bob").contains("is not told so"), "somebody near");
        assertTrue(console.ok("contact block").contains("no contact"));
        console.ok("contact add bob");
        assertTrue(console.ok("contacts").contains("Bob (blocked)"));
        assertTrue(console.json("contact show bob").contains("\"blocked\":true"));
        console.ok("contact unblock bob");
        assertEquals(Set.of(), console.contacts.blocked());
        console.people.people.clear();
        console.ok("contact block " + Fakes.ALICE);
        assertEquals(Set.of(Fakes.ALICE), console.contacts.blocked(), "a whole key is enough");
        console.people.people.add(Fakes.seen("Zoe"));
        assertTrue(console.fails("contact block zoe").contains("no key to remember"));
        assertTrue(console.fails("contact unblock").contains("Usage: contact"));
    }

    @Test
    void deleteForgets() {
        console.ok("contact add bob");
        assertTrue(console.ok("contact delete bob").contains("no contact of yours any more"));
        assertEquals(0, console.contacts.all.size());
        assertTrue(console.fails("contact delete me").contains("cannot be deleted"));
    }

    @Test
    void cardsGoOutAndComeInAsFiles() throws Exception {
        console.ok("contact add bob");
        assertEquals("card of bob", console.ok("contact export bob"));
        assertTrue(console.json("contact export me").contains("card of me"));
        Path file = folder.resolve("bob.parley");
        assertTrue(console.ok("contact export bob '" + file + "'").contains(file.toString()));
        assertEquals("card of bob\n", Files.readString(file));
        console.contacts.all.clear();
        assertTrue(console.ok("contact import '" + file + "'").contains("with the newest card"));
        assertEquals("Bob", bob().displayName());
        Files.writeString(file, "Dear Bob");
        assertTrue(console.fails("contact import '" + file + "'").contains("no card"));
        assertTrue(
                console.fails("contact import '" + folder.resolve("none") + "'").contains("is not there"));
        Files.write(file, new byte[(1 << 16) + 1]);
        assertTrue(console.fails("contact import '" + file + "'").contains("is no card"));
    }

    @Test
    void theKeyIsShownAsAPicture() {
        console.ok("contact add bob");
        String picture = console.ok("contact qr bob");
        assertTrue(picture.contains("▀") && picture.endsWith("Bob: " + Fakes.BOB), picture);
        assertTrue(console.ok("contact qr").endsWith("Left desk: " + Fakes.ALICE));
        assertEquals("{\"peer\":\"" + Fakes.BOB + "\"}", console.json("contact qr bob"));
    }

    @Test
    void whatThereIsNotIsSaid() {
        assertTrue(console.fails("contact").contains("Usage: contact"));
        assertTrue(console.fails("contact marry bob").contains("there are add, show"));
        console.services.contacts = null;
        assertTrue(console.fails("contacts").contains("dev.parley.contacts"));
        assertTrue(console.fails("contact show me").contains("dev.parley.contacts"));
    }
}
