package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.Text;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the doctor says of watching and of the clock. */
class DoctorComponentTest {
    private static final Duration TOLERATED = ClockCheck.TOLERATED;

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final FakeIdentity adasKeys = new FakeIdentity(1, "Ada");
    private final Person ada = new Person(time, adasKeys);
    private final Person ben = new Person(time, new FakeIdentity(2, "Ben"));

    /** What is said of one thing; the whole is always watching first, then one line of the clock. */
    private List<Finding> says(Person who, Way way) {
        var examined = who.core.examine().toCompletableFuture();
        time.run();
        List<Finding> all = examined.join();
        all.forEach(finding -> {
            Text.requireLabel("what was seen", finding.explanation());
            Text.requireLabel("what to do", finding.advice());
            assertEquals("", finding.networkInterface());
            assertEquals(finding.verdict() == Verdict.FINE, finding.advice().isEmpty(), finding::toString);
        });
        assertEquals(Way.CLOCK, all.get(all.size() - 1).way());
        return all.stream().filter(finding -> finding.way() == way).toList();
    }

    private Finding clock(Person who) {
        List<Finding> said = says(who, Way.CLOCK);
        assertEquals(1, said.size());
        return said.get(0);
    }

    @Test
    void row62_whoWatchesWhomAndWhoIsNotReached() {
        ben.book.contact(ada.peer(), true, false);
        time.run();
        assertEquals(Verdict.CONCERN, says(ben, Way.WATCHES).get(0).verdict());
        assertTrue(says(ben, Way.WATCHES).get(0).explanation().contains("nobody is signed in"));
        assertEquals(Verdict.FINE, says(ada, Way.WATCHES).get(0).verdict(), "who watches nobody misses nothing");
        ada.signIn();
        ben.signIn();
        assertTrue(says(ben, Way.WATCHES).get(0).explanation().startsWith("you watch 1: 0 there, 1 not there"));
        ada.book.contact(ben.peer(), false, true);
        ada.meet(ben);
        String there = "you watch 1: 1 there (" + ada.peer().shortForm() + "), 0 not there";
        assertTrue(says(ben, Way.WATCHES).get(0).explanation().startsWith(there));
        assertEquals("0 watch you now", says(ben, Way.WATCHES).get(1).explanation());
        assertEquals(
                "1 watch you now (" + ben.peer().shortForm() + ")",
                says(ada, Way.WATCHES).get(1).explanation());
        ben.links.cut(ada.links);
        time.advance(Duration.ofMinutes(10));
        Finding unreached = says(ben, Way.WATCHES).get(2);
        assertEquals(Verdict.CONCERN, unreached.verdict());
        assertTrue(
                unreached
                        .explanation()
                        .startsWith(
                                "announced near, but dials fail: " + ada.peer().shortForm() + " for 9 min"),
                unreached::toString);
        assertEquals(2, says(ada, Way.WATCHES).size(), "who watches nobody dials nobody");
    }

    @Test
    void whoAsksAndMayNotDoesNotWatch() {
        ada.signIn();
        ben.signIn();
        ben.book.contact(ada.peer(), true, false);
        ada.book.contact(ben.peer(), false, false);
        ada.meet(ben);
        assertEquals("0 watch you now", says(ada, Way.WATCHES).get(1).explanation());
    }

    private void adasCardIsAhead(Duration by) {
        Instant issued = adasKeys.card().card().issuedAt();
        time.jumpClock(Duration.between(time.clock().instant(), issued.minus(by)));
    }

    /** Two who met, by clocks that differ since before this start. */
    private Person met(Duration ahead) {
        adasCardIsAhead(ahead);
        Person cal = new Person(time, new FakeIdentity(3, "Cal")).signIn();
        ada.signIn();
        FakeLinks.connect(cal.links, ada.links);
        cal.dial(ada);
        return cal;
    }

    @Test
    void row62_aCardFromTheFutureSaysThatClocksDiffer() {
        Person cal = met(TOLERATED.plusSeconds(1));
        Finding clock = clock(cal);
        assertEquals(Verdict.CONCERN, clock.verdict());
        assertTrue(clock.explanation().contains("Ada (" + ada.peer().shortForm() + ")"), clock::toString);
        assertTrue(clock.advice().contains("visible to contacts alone"), "what it affects: " + clock);
        time.advance(Duration.ofSeconds(1));
        assertEquals(Verdict.FINE, clock(cal).verdict(), "as much as is borne");
    }

    @Test
    void row62_aClockThatWasSetBackIsFound() {
        time.jumpClock(TOLERATED.negated());
        assertEquals(Verdict.FINE, clock(ben).verdict());
        time.advance(Duration.ofDays(3));
        time.jumpClock(Duration.ofMillis(-1));
        Finding back = clock(ben);
        assertEquals(Verdict.CONCERN, back.verdict());
        assertTrue(back.explanation().contains("set back by 5 min"), back::toString);
    }

    /** A machine that sleeps looks so, too. */
    @Test
    void row62_aClockThatWasSetForwardIsSaidButFine() {
        assertTrue(clock(ben).explanation().contains("evenly"));
        time.jumpClock(Duration.ofHours(50));
        Finding forward = clock(ben);
        assertEquals(Verdict.FINE, forward.verdict());
        assertTrue(forward.explanation().contains("2 days more"), forward::toString);
        assertFalse(forward.explanation().contains("evenly"));
    }
}
