package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.ContactRequestState;
import dev.parley.api.contacts.PeerContact;
import dev.parley.spi.link.Link;
import dev.parley.spi.store.StoreException;
import dev.parley.testkit.HandDrivenExecution;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Somebody ada = new Somebody(time, 1, "Ada");
    private final Somebody ben = new Somebody(time, 2, "Ben");

    RequestsTest() {
        Somebody.meet(ada, ben);
        time.run();
    }

    private ContactRequest asked(String message) {
        ContactRequest adas = ada.requests.send(ben.peer(), message);
        time.run();
        return adas;
    }

    private static ContactRequest only(Somebody who) {
        assertEquals(1, who.requests.open().size());
        return who.requests.open().get(0);
    }

    private static void assertContacts(boolean kept, Somebody who, Somebody other) {
        assertEquals(kept, who.contacts.of(other.peer()).contact());
    }

    private ContactRequestState outcome(ContactRequest request) {
        time.run();
        assertTrue(request.outcome().toCompletableFuture().isDone());
        return request.outcome().toCompletableFuture().join();
    }

    @Test
    void row28_afterAYesBothKeepEachOther() {
        ContactRequest adas = asked("We met at lunch");
        ContactRequest bens = only(ben);
        assertEquals("We met at lunch", bens.message());
        assertEquals("Ada", bens.displayName());
        assertEquals(ada.peer(), bens.peer());
        assertTrue(bens.incoming());
        assertContacts(false, ada, ben);
        CompletableFuture<PeerContact> kept = bens.accept().toCompletableFuture();
        assertEquals(ContactRequestState.ACCEPTED, outcome(adas));
        assertEquals(ContactRequestState.ACCEPTED, outcome(bens));
        assertEquals(ada.peer(), kept.join().peer());
        assertContacts(true, ada, ben);
        assertContacts(true, ben, ada);
        assertFalse(ada.hasVerified(ben), "kept is not verified");
        assertEquals(
                List.of(
                        new ContactRequestEvent.Received(bens),
                        new ContactRequestEvent.Ended(bens, ContactRequestState.ACCEPTED)),
                ben.requested);
        assertEquals(
                List.of(
                        new ContactRequestEvent.Sent(adas),
                        new ContactRequestEvent.Ended(adas, ContactRequestState.ACCEPTED)),
                ada.requested);
        assertEquals(0, time.waiting());
    }

    @Test
    void row28_afterANoNobodyKeepsAnybody() {
        ContactRequest adas = asked("");
        only(ben).decline();
        assertEquals(ContactRequestState.DECLINED, outcome(adas));
        assertContacts(false, ada, ben);
        assertContacts(false, ben, ada);
        assertEquals(0, time.waiting());
    }

    @Test
    void row28_perhapsThereIsNeverAnAnswer() {
        ContactRequest adas = asked("");
        time.advance(Duration.ofDays(3));
        assertEquals(ContactRequestState.OPEN, adas.state());
        assertEquals(ContactRequestState.OPEN, only(ben).state());
        assertEquals(0, time.waiting(), "and nothing is spent on that");
    }

    @Test
    void takenBackItCannotBeAnswered() {
        ContactRequest adas = asked("");
        ContactRequest bens = only(ben);
        adas.cancel();
        assertEquals(ContactRequestState.CANCELLED, outcome(adas));
        assertEquals(ContactRequestState.CANCELLED, outcome(bens));
        CompletableFuture<PeerContact> late = bens.accept().toCompletableFuture();
        time.run();
        assertTrue(assertThrows(CompletionException.class, late::join).getCause() instanceof ContactException);
        assertContacts(false, ben, ada);
    }

    @Test
    void anAnswerFindsItsWayAfterTheLinkWasLost() {
        ContactRequest adas = asked("");
        ada.links.cut(ben.links);
        time.run();
        only(ben).accept();
        time.run();
        assertContacts(true, ben, ada);
        assertEquals(ContactRequestState.OPEN, adas.state());
        ada.links.heal(ben.links);
        ada.comparisons.begin(ben.peer()); // any reason for a link
        assertEquals(ContactRequestState.ACCEPTED, outcome(adas));
        assertContacts(true, ada, ben);
        assertEquals(List.of(), ada.links.broken());
        assertEquals(List.of(), ben.links.broken());
    }

    @Test
    void anAnswerDialsWhenThereIsNoLink() {
        ContactRequest adas = asked("");
        ada.links.all().get(0).close("nothing went on");
        time.run();
        only(ben).decline();
        assertEquals(ContactRequestState.DECLINED, outcome(adas));
    }

    @Test
    void whoIsNotThereIsAskedWhenTheyAppear() {
        ada.links.cut(ben.links);
        ContactRequest adas = asked("");
        assertEquals(ContactRequestState.OPEN, adas.state());
        assertEquals(List.of(), ben.requests.open());
        ada.links.heal(ben.links);
        ben.comparisons.begin(ada.peer());
        time.run();
        only(ben).accept();
        assertEquals(ContactRequestState.ACCEPTED, outcome(adas));
    }

    @Test
    void twoWhoAskEachOtherHaveSaidYes() {
        ada.links.delay(Duration.ofMillis(5));
        ben.links.delay(Duration.ofMillis(5));
        ContactRequest adas = ada.requests.send(ben.peer(), "");
        ContactRequest bens = ben.requests.send(ada.peer(), "");
        time.advance(Duration.ofSeconds(1));
        assertEquals(ContactRequestState.ACCEPTED, outcome(adas));
        assertEquals(ContactRequestState.ACCEPTED, outcome(bens));
        assertContacts(true, ada, ben);
        assertContacts(true, ben, ada);
        assertEquals(List.of(), ada.requests.open());
        assertEquals(List.of(), ben.requests.open());
    }

    @Test
    void whoIsAskedAndAsksBackHasSaidYes() {
        ContactRequest adas = asked("");
        ContactRequest bens = ben.requests.send(ada.peer(), "");
        assertEquals(ContactRequestState.ACCEPTED, outcome(adas));
        assertEquals(ContactRequestState.ACCEPTED, outcome(bens));
    }

    @Test
    void askedAgainOnlyTheNewestIsOpen() {
        ContactRequest first = asked("one");
        ContactRequest second = asked("two");
        assertEquals(ContactRequestState.CANCELLED, first.state());
        assertEquals("two", only(ben).message());
        only(ben).accept();
        assertEquals(ContactRequestState.ACCEPTED, outcome(second));
    }

    @Test
    void whatCannotBeKeptMayBeTriedAgain() {
        ContactRequest adas = asked("");
        ben.contacts.breakDown(new StoreException("the disk is full", new IOException()));
        CompletableFuture<PeerContact> kept = only(ben).accept().toCompletableFuture();
        time.run();
        assertTrue(assertThrows(CompletionException.class, kept::join).getCause() instanceof StoreException);
        assertEquals(ContactRequestState.OPEN, adas.state());
        ben.contacts.mend();
        only(ben).accept();
        assertEquals(ContactRequestState.ACCEPTED, outcome(adas));
    }

    @Test
    void whoCannotKeepThemIsToldSo() {
        ContactRequest adas = asked("");
        ada.contacts.breakDown(new StoreException("the disk is full", new IOException()));
        only(ben).accept();
        time.run();
        assertEquals(ContactRequestState.REFUSED, adas.state());
        assertTrue(adas.explanation().contains("the disk is full"), adas.explanation());
        assertTrue(adas.outcome().toCompletableFuture().isCompletedExceptionally());
    }

    /** The same steps as to somebody who never answers. */
    @Test
    void whoIsBlockedIsNotToldSo() {
        ben.contacts.block(ada.peer(), true);
        ContactRequest adas = asked("");
        time.advance(Duration.ofDays(1));
        assertEquals(ContactRequestState.OPEN, adas.state());
        assertEquals(List.of(), ben.requests.open());
        assertEquals(List.of(), ben.requested);
    }

    /** What comes over the wire to somebody blocked, and what links do, is what comes of somebody who never answers. */
    @Test
    void whoIsBlockedSeesWhatComesOfNoAnswer() {
        Somebody cal = new Somebody(time, 3, "Cal");
        Somebody.meet(ada, cal);
        ben.contacts.block(ada.peer(), true);
        List<List<String>> seen = new ArrayList<>();
        for (Somebody asked : List.of(ben, cal)) {
            List<String> trace = new ArrayList<>();
            for (int i = 0; i <= Requests.PER_MINUTE; i++) {
                ContactRequest request = ada.requests.send(asked.peer(), "please " + i);
                time.run();
                trace.add(request.state() + " " + request.explanation().replaceFirst(".*:", ""));
                Link link = ada.links.find(asked.identity.endpoint()).orElseThrow();
                trace.add(link.info().streams() + " streams");
                trace.add(asked.links
                                .find(ada.identity.endpoint())
                                .orElseThrow()
                                .info()
                                .accepted() + " held there");
            }
            time.advance(Duration.ofMinutes(1));
            ada.requests.send(asked.peer(), "again");
            time.run();
            asked.links.all().get(0).close("lost");
            time.advance(Duration.ofSeconds(31));
            trace.add(ada.requests.open().size() + " open, links "
                    + ada.links.all().size());
            ada.requests.open().forEach(ContactRequest::cancel);
            time.run();
            seen.add(trace);
        }
        assertEquals(seen.get(1), seen.get(0));
        assertTrue(
                seen.get(0).contains("REFUSED  at most 6 a minute are taken; try again in a minute"), seen::toString);
        assertEquals(List.of(), ben.requests.open());
        assertEquals(List.of(), ben.requested);
        assertFalse(cal.requested.isEmpty());
    }

    @Test
    void whoIsUnblockedIsHeardWhenTheyRepeatIt() {
        ben.contacts.block(ada.peer(), true);
        asked("please");
        assertEquals(List.of(), ben.requests.open());
        ben.contacts.block(ada.peer(), false);
        ada.links.all().get(0).close("lost");
        time.advance(Duration.ofSeconds(31));
        ada.comparisons.begin(ben.peer()); // any reason for a link
        time.run();
        assertEquals("please", only(ben).message());
        assertEquals(1, ben.requested.size());
    }

    @Test
    void whoIsBlockedTakesNothingOfWhatStrangersMayAsk() {
        ben.contacts.block(ada.peer(), true);
        for (int i = 0; i <= Requests.OF_STRANGERS_PER_HOUR; i++) {
            asked("please");
            time.advance(Duration.ofSeconds(11));
        }
        Somebody cal = new Somebody(time, 3, "Cal");
        Somebody.meet(cal, ben);
        cal.requests.send(ben.peer(), "");
        time.run();
        assertEquals(cal.peer(), only(ben).peer());
    }

    @Test
    void notToOneselfNorBlockedNorSignedOut() {
        assertThrows(ContactException.IsMe.class, () -> ada.requests.send(ada.peer(), ""));
        assertThrows(IllegalArgumentException.class, () -> ada.requests.send(ben.peer(), "x".repeat(256)));
        ada.requests.send(ben.peer(), "x".repeat(255));
        ada.contacts.block(ben.peer(), true);
        assertThrows(ContactException.class, () -> ada.requests.send(ben.peer(), ""));
        ada.contacts.block(ben.peer(), false);
        ada.links.listening().orElseThrow().close();
        assertThrows(NotSignedInException.class, () -> ada.requests.send(ben.peer(), ""));
    }

    @Test
    void aFloodIsOneLineAndACount() {
        for (int i = 0; i < 50; i++) {
            asked("please " + i);
            assertTrue(ben.requests.open().size() <= 1, "one of a peer at a time");
        }
        long received = ben.requested.stream()
                .filter(ContactRequestEvent.Received.class::isInstance)
                .count();
        assertEquals(Requests.PER_MINUTE, received);
        assertEquals(
                new ContactRequestEvent.Suppressed(50 - Requests.PER_MINUTE),
                ben.requested.get(ben.requested.size() - 1));
    }

    @Test
    void strangersTogetherMayAskSoOftenAnHour() {
        for (int i = 0; i <= Requests.OF_STRANGERS_PER_HOUR; i++) {
            Somebody stranger = new Somebody(time, 100 + i, "Stranger");
            Somebody.meet(stranger, ben);
            ContactRequest theirs = stranger.requests.send(ben.peer(), "");
            time.run();
            assertEquals(
                    i < Requests.OF_STRANGERS_PER_HOUR ? ContactRequestState.OPEN : ContactRequestState.REFUSED,
                    theirs.state());
        }
        time.advance(Duration.ofHours(1));
        assertEquals(ContactRequestState.OPEN, asked("").state());
    }

    @Test
    void whoStopsTakesBackWhatItAsked() {
        asked("");
        ContactRequest bens = only(ben);
        ada.requests.stop();
        assertEquals(ContactRequestState.CANCELLED, outcome(bens));
        assertEquals(0, time.waiting());
    }

    @Test
    void whatIsOverIsForgottenFirst() {
        ben.contacts.add(ben.around.others().person(ada.identity.remote()).orElseThrow()); // no stranger
        for (int i = 0; i < 2 * Requests.KEPT; i++) {
            asked("again " + i);
            time.advance(Duration.ofSeconds(11));
        }
        assertEquals(1, ada.requests.open().size());
        only(ben).accept();
        time.run();
        assertContacts(true, ada, ben);
    }
}
