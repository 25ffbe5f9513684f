package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactException.BadCard;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.Bytes;
import dev.parley.spi.identity.SignedCard;
import dev.parley.testkit.FakeIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cards that are exported, imported, and shown over links. */
class CardsTest {
    private final Fixture home = new Fixture();

    /** As the other person's Parley writes it. */
    private static String card(FakeIdentity of) {
        return CardText.write(Bytes.array(of.card().encoded()));
    }

    private BadCard refused(String text) {
        return assertInstanceOf(BadCard.class, home.failure(home.contacts.importCard(text)));
    }

    @Test
    void row31_whatIsExportedIsImportedAsTheSame() {
        PeerContact anna = home.done(home.contacts.importCard(card(home.anna)));
        assertEquals(home.anna.peer(), anna.peer());
        assertEquals("Anna", anna.displayName());
        assertEquals(home.anna.card().card().issuedAt(), anna.cardIssued());
        assertEquals(card(home.anna), home.contacts.exportCard(home.anna.peer()));
        home.restart();
        assertEquals(card(home.anna), home.contacts.exportCard(home.anna.peer()));
        assertEquals(card(home.me), home.contacts.exportCard(home.me.peer()), "one's own, for a mail");
    }

    @Test
    void row31_importingAgainUpdatesAndDoublesNothing() {
        home.done(home.contacts.importCard(card(home.anna)));
        ContactDetails details = new ContactDetails("Annie", "", "", Set.of("work"));
        home.done(home.contacts.update(home.anna.peer(), details));
        home.done(home.contacts.verified(home.anna.peer(), true));
        PeerContact again = home.done(home.contacts.importCard(card(home.anna)));
        assertEquals(details, again.details());
        home.anna.rename("Anna Maria");
        PeerContact newer = home.done(home.contacts.importCard(card(home.anna)));
        assertEquals("Anna Maria", newer.displayName());
        assertEquals(details, newer.details());
        assertTrue(newer.verified());
        assertEquals(List.of(newer), home.contacts.contacts());
    }

    @Test
    void row31_aFlippedBitAnywhereIsRefused() {
        byte[] good = card(home.anna).getBytes(StandardCharsets.ISO_8859_1);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            refused(new String(bad, StandardCharsets.ISO_8859_1));
        }
        assertEquals(List.of(), home.contacts.contacts());
        home.done(home.contacts.importCard(card(home.anna)));
    }

    @Test
    void row31_anOlderCardIsRefusedAlsoAfterARestart() {
        String old = card(home.anna);
        home.anna.rename("Anna Maria");
        home.done(home.contacts.importCard(card(home.anna)));
        refused(old);
        home.restart();
        assertTrue(refused(old).getMessage().contains("an old one"));
        assertEquals("Anna Maria", home.contacts.contacts().get(0).displayName());
    }

    @Test
    void row31_twoCardsOfOneNumberAreAnAlarm() {
        home.done(home.contacts.importCard(card(home.anna)));
        home.restart();
        BadCard alarm = refused(card(new FakeIdentity(2, "Anne")));
        assertTrue(alarm.getMessage().contains("two different cards"), alarm.getMessage());
        home.execution.run();
        PeerContact anna = home.contacts.find(home.anna.peer()).orElseThrow();
        assertEquals(Optional.of(home.execution.clock().instant()), anna.cardConflict());
        assertEquals("Anna", anna.displayName(), "the first one stays");
    }

    @Test
    void row31_anAlarmOverALinkIsToldOnceAndStaysUntilKeysAreComparedAnew() {
        home.done(home.contacts.importCard(card(home.anna)));
        List<ContactEvent> told = home.listen();
        home.people.conflict(home.anna.peer());
        home.people.conflict(home.bert.peer());
        home.execution.advance(Duration.ofSeconds(1));
        home.people.conflict(home.anna.peer());
        home.execution.run();
        assertEquals(1, told.size());
        Instant first =
                ((ContactEvent.Updated) told.get(0)).contact().cardConflict().orElseThrow();
        home.restart();
        home.done(home.contacts.verified(home.anna.peer(), false));
        assertEquals(Optional.of(first), home.contacts.contacts().get(0).cardConflict());
        home.done(home.contacts.verified(home.anna.peer(), true));
        assertEquals(Optional.empty(), home.contacts.contacts().get(0).cardConflict());
    }

    @Test
    void lineEndsOfAnotherSystemAreFine() {
        PeerContact anna = home.done(home.contacts.importCard(card(home.anna).replace("\n", "\r\n")));
        assertEquals(home.anna.peer(), anna.peer());
    }

    @Test
    void whatIsNoCardIsSaidSo() {
        assertTrue(refused("").getMessage().contains("no card of Parley"));
        assertTrue(refused("Dear Anna,\n").getMessage().contains("no card of Parley"));
        assertTrue(refused(card(home.anna).replace("version 1", "version 2"))
                .getMessage()
                .contains("Update Parley"));
        assertTrue(refused(card(home.anna) + "\n").getMessage().contains("altered"));
        assertTrue(refused(card(home.anna).strip()).getMessage().contains("altered"));
        assertTrue(refused(card(home.anna) + "A".repeat(40_000)).getMessage().contains("too long"));
        refused(CardText.write(new byte[0]));
    }

    @Test
    void theLargestCardFitsItsText() {
        byte[] largest = new byte[SignedCard.BYTES];
        assertEquals(largest.length, CardText.read(CardText.write(largest)).length);
        assertThrows(BadCard.class, () -> CardText.read(CardText.write(new byte[largest.length + 100])));
    }

    @Test
    void fuzzOfTexts() {
        String good = card(home.anna);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(i % 2 == 0 ? 30 : text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(i % 3 == 0 ? 0x10000 : 128));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, (char) random.nextInt(128));
                }
            }
            try {
                assertEquals(text.toString().replace("\r\n", "\n"), CardText.write(CardText.read(text.toString())));
            } catch (BadCard typed) {
                assertTrue(typed.getMessage().length() < 300);
            }
        }
    }

    @Test
    void aNewerCardOverALinkChangesTheNameAndIsKept() {
        home.add(home.anna);
        List<ContactEvent> told = home.listen();
        home.people.shown(home.anna.card());
        home.people.shown(home.bert.card());
        home.execution.run();
        assertEquals(List.of(), told, "nothing new, and nobody who is kept");
        String old = card(home.anna);
        home.anna.rename("Anna Maria");
        home.people.shown(home.anna.card());
        home.execution.run();
        assertEquals(1, told.size());
        home.restart();
        assertEquals("Anna Maria", home.contacts.contacts().get(0).displayName());
        assertEquals(card(home.anna), home.contacts.exportCard(home.anna.peer()));
        refused(old);
        assertEquals(Optional.of(home.anna.card().encoded()), home.people.book().card(home.anna.peer()));
        assertEquals(Optional.empty(), home.people.book().card(home.bert.peer()));
    }

    @Test
    void aCardThatTheDiskRefusesIsNotImported() {
        home.records.full(true);
        assertTrue(home.failure(home.contacts.importCard(card(home.anna)))
                .getMessage()
                .contains("full"));
        home.people.shown(home.anna.card());
        home.execution.run();
        assertThrows(ContactException.Unknown.class, () -> home.contacts.exportCard(home.anna.peer()));
    }
}
