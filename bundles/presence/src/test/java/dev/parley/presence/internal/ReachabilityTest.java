package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.spi.contact.Reachability.Reach;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is announced near, and what dials to them come to. */
class ReachabilityTest {
    /** For two dials in a row. */
    private static final Duration DIALS = Duration.ofSeconds(10);

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
    private final Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();
    private final List<Boolean> told = new ArrayList<>();

    @BeforeEach
    void benWatchesAda() {
        FakeLinks.connect(ada.links, ben.links);
        ada.book.contact(ben.peer(), false, true);
        ben.book.contact(ada.peer(), true, false);
        ben.watch.onReach(reach -> {
            assertEquals(ada.peer(), reach.peer());
            told.add(reach.reachable());
        });
        time.run();
        told.clear();
    }

    private void adaIsAnnouncedAndCutOff() {
        ben.links.cut(ada.links);
        ben.near.appears(ada);
        time.advance(DIALS);
    }

    @Test
    void row17_whoIsAnnouncedAndNotReachedIsToldOnce() {
        adaIsAnnouncedAndCutOff();
        time.advance(Duration.ofMinutes(10));
        assertEquals(List.of(false), told);
        ben.links.heal(ada.links);
        time.advance(Duration.ofMinutes(2));
        assertEquals(List.of(false, true), told, "the next dial");
        assertEquals(List.of("Added ONLINE"), ben.heard());
    }

    @Test
    void oneFailedDialIsAnAccident() {
        ben.links.cut(ada.links);
        ben.near.appears(ada);
        time.advance(Duration.ofMillis(500));
        assertEquals(List.of(), told);
        ben.links.heal(ada.links);
        time.advance(DIALS);
        assertEquals(List.of(true), told);
    }

    @Test
    void aLinkThatTheOtherSideMadeIsOneToo() {
        adaIsAnnouncedAndCutOff();
        ben.links.heal(ada.links);
        ada.dial(ben);
        assertEquals(List.of(false, true), told);
    }

    @Test
    void whoIsNotAnnouncedAnyMoreIsNotTold() {
        adaIsAnnouncedAndCutOff();
        ben.near.disappears(ada, NearMeEvent.Reason.SILENT);
        time.advance(DIALS);
        assertEquals(List.of(false), told);
        ben.near.appears(ada);
        time.advance(Duration.ofMinutes(2));
        assertEquals(List.of(false, false), told, "announced again, and again not reached");
    }

    @Test
    void whoIsWatchedNoMoreIsDialledNoMore() {
        adaIsAnnouncedAndCutOff();
        ben.book.contact(ada.peer(), false, false);
        time.advance(DIALS);
        assertEquals(List.of(false, true), told);
    }

    @Test
    void whoListensLateIsToldThePresent() {
        adaIsAnnouncedAndCutOff();
        List<Reach> late = new ArrayList<>();
        ben.watch.onReach(late::add);
        time.run();
        assertEquals(List.of(new Reach(ada.peer(), false)), late);
        ben.signOut();
        List<Reach> later = new ArrayList<>();
        ben.watch.onReach(later::add);
        time.run();
        assertEquals(List.of(), later);
    }
}
