package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.contact.Standing;
import dev.parley.testkit.FakeIdentity;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom the person here lets see what, and whoever knows that. */
class StandingsTest {
    private final PeerName ada = new FakeIdentity(1, "Ada").peer();
    private final PeerName ben = new FakeIdentity(2, "Ben").peer();
    private final PeerName cal = new FakeIdentity(3, "Cal").peer();
    private final FakeBook book = new FakeBook();
    private final Standings standings = new Standings(ada);

    @Test
    void beforeAnybodyKnowsAllAreStrangers() {
        assertFalse(standings.mayWatch(ben) || standings.isWithheld(ben) || standings.isWatched(ben));
        assertEquals(Set.of(), standings.watched());
    }

    @Test
    void whoeverKeepsItIsAskedEachTime() {
        standings.ask(book);
        book.contact(ben, true, true);
        assertTrue(standings.mayWatch(ben) && standings.isWatched(ben) && !standings.isWithheld(ben));
        assertEquals(Set.of(ben), standings.watched());
        book.contact(ben, false, false);
        assertTrue(standings.isWithheld(ben) && !standings.mayWatch(ben));
        assertEquals(Set.of(), standings.watched());
    }

    @Test
    void whatItSaidLastHoldsOnWhenItIsGone() {
        standings.ask(book);
        book.contact(ben, true, false);
        book.block(cal);
        standings.hold(book.all());
        book.forget(ben);
        book.forget(cal);
        assertTrue(standings.isWithheld(ben) && standings.isWatched(ben) && standings.isWithheld(cal));
        assertEquals(Set.of(ben), standings.watched());
        standings.ask(book);
        assertFalse(standings.isWithheld(ben) || standings.isWithheld(cal));
    }

    /** A keeper says of the person here that everything is allowed: their other endpoints are no people to watch for that. */
    @Test
    void oneselfIsNobodyToWatch() {
        standings.ask(book);
        book.contact(ada, true, true);
        assertFalse(standings.isWatched(ada) || standings.mayWatch(ada));
        assertEquals(Set.of(), standings.watched());
    }

    @Test
    void whoIsBlockedIsNotWatchedAndMayNotWatch() {
        Standing blocked = new Standing(ben, true, false, true, true, true, "Ben", Set.of());
        standings.hold(Set.of(blocked));
        assertFalse(standings.isWatched(ben) || standings.mayWatch(ben));
        assertEquals(Set.of(), standings.watched());
        assertEquals("Ben (" + ben.shortForm() + ")", standings.nameOf(ben));
    }
}
