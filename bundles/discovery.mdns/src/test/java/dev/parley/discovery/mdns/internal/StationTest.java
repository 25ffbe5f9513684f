package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StationTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Optional<Responder.Registration> OUT =
            Optional.of(new Responder.Registration(4001, Map.of("id", "x")));

    private final Drops drops = new Drops();
    private final FakeStations.FakeResponder responder = new FakeStations.FakeResponder(Examples.V4, "ours", null);
    private final FakeStations.FakeProbe probe = new FakeStations.FakeProbe();
    private final Station station = new Station(Examples.V4, responder, probe, drops);

    private Station.Standing at(long seconds) {
        return station.standing(seconds * SECOND, 30 * SECOND);
    }

    private static Optional<Responder.Registration> text(String id) {
        return Optional.of(new Responder.Registration(4001, Map.of("id", id)));
    }

    /** Our service is asked for, and answered: JmDNS has announced it. */
    private void answered() {
        station.ask(0);
        probe.answer("ours");
        station.answered();
    }

    /** JmDNS would never announce a service whose text changes meanwhile. */
    @Test
    void aChangeWaitsUntilTheLastOneIsAnnouncedAndIsToldAtOnceAllTheSame() {
        station.publish(text("a"), 0);
        station.publish(text("b"), 0);
        station.publish(text("c"), 0);
        assertEquals(List.of(text("a")), responder.published);
        assertEquals(List.of(Map.of("id", "b"), Map.of("id", "c")), probe.changes);
        answered();
        assertEquals(List.of(text("a"), text("c")), responder.published, "the newest one");
        probe.answer("ours"); // to the question before
        station.answered();
        station.publish(text("d"), 0);
        assertEquals(2, responder.published.size());
        answered();
        answered();
        station.publish(text("e"), 0);
        assertEquals(List.of(text("a"), text("c"), text("d"), text("e")), responder.published);
    }

    /** An update of the bundle may have taken the classes away, for example. */
    @Test
    void aGoodbyeThatCannotBeSaidKeepsNothingOpen() {
        station.publish(text("a"), 0);
        probe.whileSayingGoodbye = () -> {
            throw new NoClassDefFoundError("gone");
        };
        assertThrows(NoClassDefFoundError.class, station::close);
        assertTrue(responder.closed);
        assertTrue(probe.closed);
    }

    @Test
    void whatIsTakenBackOrMovesToAnotherPortDoesNotWait() {
        station.publish(text("a"), 0);
        Optional<Responder.Registration> moved = Optional.of(new Responder.Registration(4002, Map.of("id", "a")));
        station.publish(moved, 0);
        station.publish(Optional.empty(), 0);
        station.publish(text("b"), 0);
        assertEquals(List.of(text("a"), moved, Optional.empty(), text("b")), responder.published);
    }

    @Test
    void ourOwnServiceIsNoCompanyButShowsThatAnswersCome() {
        station.ask(0);
        station.ask(SECOND);
        assertEquals(2, at(1).unanswered());
        probe.answer("ours", "anna");
        probe.answer("bert");
        assertEquals(Set.of("anna", "bert"), station.answered());
        assertEquals(0, at(1).unanswered());
        assertEquals(Set.of(), station.answered(), "each answer is read once");
        probe.answer("anna");
        station.ask(2 * SECOND);
        station.answered();
        assertEquals(1, at(3).unanswered());
        assertEquals(SECOND, at(3).sinceAsked());
    }

    @Test
    void othersAreHeardForAsLongAsASignOfLifeIsWorth() {
        assertFalse(at(0).othersHeard());
        station.heard(SECOND);
        assertTrue(at(31).othersHeard());
        assertFalse(at(32).othersHeard());
    }

    @Test
    void knowsSinceWhenItIsPublished() {
        assertEquals(-1, at(5).publishedFor());
        station.publish(OUT, SECOND);
        station.publish(OUT, 3 * SECOND);
        assertEquals(4 * SECOND, at(5).publishedFor());
        assertEquals(List.of(OUT), responder.published, "what it has already disturbs it");
        station.publish(Optional.empty(), 6 * SECOND);
        assertEquals(-1, at(7).publishedFor());
        assertEquals(List.of("ours"), probe.goodbyes);
    }

    @Test
    void saysGoodbyeOnlyForWhatWasPublished() {
        station.publish(Optional.empty(), 0);
        station.close();
        assertEquals(List.of(), probe.goodbyes);
        assertTrue(responder.closed && probe.closed);
    }

    @Test
    void saysGoodbyeBeforeItCloses() {
        station.publish(OUT, 0);
        station.close();
        station.close();
        assertEquals(List.of("ours"), probe.goodbyes, "once");
        assertTrue(responder.closed && probe.closed);
    }

    @Test
    void anInterfaceThatRefusesIsRememberedUntilItWorks() {
        station.publish(OUT, 0);
        probe.failure = Optional.of(new IOException("Network is unreachable"));
        station.ask(0);
        station.ask(1);
        assertEquals(Optional.of("Network is unreachable"), at(1).failure());
        assertEquals(Set.of(), station.answered());
        probe.failure = Optional.empty();
        station.ask(2);
        assertEquals(Optional.empty(), at(1).failure());
        probe.failure = Optional.of(new IOException("it has gone"));
        station.publish(text("z"), 3);
        assertEquals(List.of(OUT), responder.published);
        probe.failure = Optional.empty();
        answered();
        assertEquals(List.of(OUT, text("z")), responder.published, "though it could not be told at once");
        probe.failure = Optional.of(new IOException("it has gone"));
        station.close();
        assertTrue(responder.closed && probe.closed, "though it could not say goodbye");
    }

    @Test
    void malformedAnswersAreDroppedAndCountedAndTheOthersRead() {
        probe.waiting.add(new byte[5]);
        probe.answer("anna");
        probe.waiting.add(DnsMessage.query());
        assertEquals(Set.of("anna"), station.answered());
        assertEquals(2, drops.byWord().get("malformed"));
    }

    @Test
    void anyAnswerIsReadOrCounted() {
        probe.answer("anna", "ours");
        byte[] good = probe.waiting.remove(0);
        long before = drops.byWord().get("malformed");
        int fed = Fuzz.run(
                41,
                input -> {
                    probe.waiting.add(input);
                    station.answered();
                },
                good,
                DnsMessage.query());
        assertEquals(Fuzz.INPUTS, fed);
        long malformed = drops.byWord().get("malformed") - before;
        assertTrue(malformed > 1000 && malformed < Fuzz.INPUTS - 1000, "malformed: " + malformed);
    }

    @Test
    void whatIsDoneWithItIsPassedOn() {
        station.tidy("anna");
        assertEquals(List.of("anna"), responder.tidied);
        assertEquals(Examples.V4, station.attachment());
        assertTrue(station.toString().contains("ours"), station::toString);
    }
}
