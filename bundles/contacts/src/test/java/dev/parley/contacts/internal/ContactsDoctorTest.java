package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.Text;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContactsDoctorTest {
    private final Fixture home = new Fixture();

    private List<Finding> findings() {
        return home.done(home.people.doctor().examine());
    }

    private List<Verdict> verdicts() {
        return findings().stream().map(Finding::verdict).toList();
    }

    /** Up to the end of the thirtieth day of Anna's card. */
    private void age() {
        home.execution.advance(Duration.between(
                home.execution.clock().instant(),
                home.anna.card().card().issuedAt().plus(PeerContact.CARD_FRESH)));
    }

    @Test
    void row62_countsThoseWhoAreKeptVerifiedAndBlocked() {
        assertEquals(
                List.of(new Finding("", Way.CONTACTS, Verdict.FINE, "0 kept, 0 of them verified; 0 blocked", "")),
                findings());
        home.add(home.anna);
        home.add(home.bert);
        home.done(home.contacts.verified(home.anna.peer(), true));
        home.done(home.contacts.block(home.bert.peer(), true));
        assertEquals("2 kept, 1 of them verified; 1 blocked", findings().get(0).explanation());
    }

    @Test
    void row62_namesWhoseDeviceListIsOlderThan30Days() {
        age();
        home.add(home.anna);
        assertEquals(List.of(Verdict.FINE), verdicts(), "30 days old, and no older");
        assertFalse(home.contacts
                .find(home.anna.peer())
                .orElseThrow()
                .isStale(home.execution.clock().instant()));
        home.execution.advance(Duration.ofMillis(1));
        assertTrue(home.contacts
                .find(home.anna.peer())
                .orElseThrow()
                .isStale(home.execution.clock().instant()));
        Finding stale = findings().get(1);
        assertEquals(Verdict.CONCERN, stale.verdict());
        assertTrue(
                stale.explanation()
                        .endsWith("30 days: Anna (" + home.anna.peer().shortForm() + ")"),
                stale::toString);
        assertFalse(stale.advice().isEmpty());
    }

    @Test
    void row62_alarmsAtTwoCardsOfOneNumberUntilKeysAreComparedAnew() {
        home.add(home.anna);
        home.add(home.bert);
        home.people.conflict(home.bert.peer());
        home.people.conflict(home.me.peer());
        home.execution.run();
        for (int start = 0; start < 2; start++) {
            Finding alarm = findings().get(1);
            assertEquals(Verdict.ALARM, alarm.verdict());
            assertTrue(
                    alarm.explanation().contains("Bert (")
                            && !alarm.explanation().contains("Anna"),
                    alarm::toString);
            assertTrue(alarm.advice().contains("contact verify"), alarm::toString);
            home.restart();
        }
        home.done(home.contacts.verified(home.bert.peer(), true));
        assertEquals(List.of(Verdict.FINE), verdicts());
    }

    @Test
    void whatItSaysIsALabelHoweverManyThereAre() {
        for (var who : List.of(home.anna, home.bert)) {
            home.add(who);
            home.done(home.contacts.update(who.peer(), new ContactDetails("n".repeat(255), "", "", Set.of())));
            home.people.conflict(who.peer());
        }
        home.execution.advance(Duration.ofDays(10_000));
        assertEquals(3, findings().size());
        findings().forEach(finding -> {
            Text.requireLabel("an explanation", finding.explanation());
            Text.requireLabel("an advice", finding.advice());
        });
    }
}
