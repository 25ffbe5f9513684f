package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.spi.link.Link;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who watches whom, and what that brings. */
class WatchTest {
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
    private final Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();

    private void benMayWatchAda(boolean watches, boolean may) {
        ada.book.contact(ben.peer(), false, may);
        ben.book.contact(ada.peer(), watches, false);
        time.run();
    }

    private Link link() {
        return ben.links.find(ada.identity.endpoint()).orElseThrow();
    }

    @Test
    void row16_aChangeIsPushedWithin100MsOnAWarmLink() {
        ada.links.delay(Duration.ofMillis(40));
        ben.links.delay(Duration.ofMillis(40));
        benMayWatchAda(true, true);
        ada.meet(ben);
        time.advance(Duration.ofSeconds(2));
        assertEquals(List.of("Added ONLINE"), ben.heard());
        ada.says(PresenceStatus.BUSY, "writing");
        assertEquals(List.of(), ben.heard(), "it is under way");
        time.advance(MOMENT);
        assertEquals(List.of("Changed BUSY"), ben.heard());
    }

    @Test
    void row33_eventsComeOnlyToWhoWatchesAndMay() {
        FakeLinks.connect(ada.links, ben.links);
        ada.dial(ben);
        for (boolean watches : new boolean[] {false, true}) {
            for (boolean may : new boolean[] {false, true}) {
                benMayWatchAda(watches, may);
                ben.heard();
                ada.says(PresenceStatus.BUSY, watches + " " + may);
                List<String> expected = watches && may ? List.of("Changed BUSY") : List.of();
                assertEquals(expected, ben.heard(), "watches " + watches + ", may " + may);
                assertEquals(watches && may, ben.watch.isReachable(ada.peer()));
                ada.says(PresenceStatus.ONLINE, "");
                ben.heard();
            }
        }
    }

    @Test
    void row32_unwatchStopsEventsAtOnceAndTheStreamWithThem() {
        benMayWatchAda(true, true);
        ada.meet(ben);
        ben.heard();
        int streams = link().info().streams();
        assertTrue(link().info().accepted(), "the watcher keeps the link");
        benMayWatchAda(false, true);
        assertEquals(List.of("Removed NOT_WATCHED"), ben.heard());
        ada.says(PresenceStatus.BUSY, "");
        assertEquals(List.of(), ben.heard());
        assertEquals(streams - 1, link().info().streams());
        assertFalse(link().info().accepted(), "nobody keeps the link any more");
        benMayWatchAda(true, true);
        assertEquals(List.of("Added BUSY"), ben.heard(), "watching again begins with what is now");
    }

    @Test
    void row33_aPermissionGivenLaterIsAnsweredAtOnceAndOneTakenBackEndsIt() {
        benMayWatchAda(true, false);
        ada.meet(ben);
        ada.publish(new UUID(0, 7), "seven", PeerScope.ALL);
        assertEquals(List.of(), ben.heard());
        assertEquals(List.of(), ben.seen());
        benMayWatchAda(true, true);
        assertEquals(List.of("Added ONLINE"), ben.heard());
        assertEquals(List.of("Added 7"), ben.seen());
        benMayWatchAda(true, false);
        assertEquals(List.of("Removed WITHDRAWN"), ben.heard());
        assertEquals(List.of("Withdrawn 7"), ben.seen());
        benMayWatchAda(true, true);
        assertEquals(List.of("Added ONLINE"), ben.heard());
        assertEquals(List.of("Added 7"), ben.seen());
        ada.book.block(ben.peer());
        time.run();
        assertEquals(List.of("Removed WITHDRAWN"), ben.heard(), "the same as without permission");
        assertEquals(List.of("Withdrawn 7"), ben.seen());
        assertEquals(List.of(), ben.links.broken());
    }

    /** What Ben could see of the difference is what comes over the wire: nothing, both times. */
    @Test
    void row33_nobodyIsToldWhetherBlockedOrNotAllowed() {
        benMayWatchAda(true, false);
        ada.meet(ben);
        int notAllowed = link().info().streams();
        ada.book.block(ben.peer());
        time.run();
        ada.says(PresenceStatus.BUSY, "secret");
        assertEquals(notAllowed, link().info().streams());
        assertEquals(List.of(), ben.heard());
        assertTrue(ben.core
                .known()
                .find(ada.identity.endpoint())
                .orElseThrow()
                .presence()
                .isEmpty());
        Person cal = new Person(time, new FakeIdentity(3, "Cal")).signIn();
        ada.book.block(cal.peer());
        cal.book.contact(ada.peer(), true, false);
        ada.meet(cal);
        assertEquals(
                notAllowed,
                cal.links.find(ada.identity.endpoint()).orElseThrow().info().streams(),
                "somebody who was blocked from the first");
        assertEquals(List.of(), cal.heard());
    }

    @Test
    void row17_aLinkLostAndBackWithinTheGracePeriodIsNoEvent() {
        benMayWatchAda(true, true);
        ada.meet(ben);
        ada.publish(new UUID(0, 7), "seven", PeerScope.INTERNET);
        ben.heard();
        ben.seen();
        link().close("lost");
        time.run();
        assertTrue(ben.watch.isReachable(ada.peer()), "still there");
        time.advance(Person.GRACE.minusSeconds(1));
        assertTrue(ben.links.find(ada.identity.endpoint()).isPresent(), "the watcher dialled");
        time.advance(Person.GRACE.multipliedBy(2));
        assertEquals(List.of(), ben.heard());
        assertEquals(List.of(), ben.seen());
    }

    @Test
    void row17_whoStaysAwayIsLostAfterTheGracePeriodAndFoundAgain() {
        benMayWatchAda(true, true);
        ada.meet(ben);
        ada.publish(new UUID(0, 7), "seven", PeerScope.INTERNET);
        ben.heard();
        ben.seen();
        ada.links.cut(ben.links);
        time.advance(Person.GRACE.minusMillis(1));
        assertEquals(List.of(), ben.heard());
        time.advance(Duration.ofMillis(1));
        assertEquals(List.of("Removed LOST"), ben.heard());
        assertEquals(List.of("Withdrawn 7"), ben.seen());
        ada.links.heal(ben.links);
        time.advance(Duration.ofSeconds(61));
        assertEquals(List.of("Added ONLINE"), ben.heard(), "dialled again by itself");
        assertEquals(List.of("Added 7"), ben.seen());
    }

    @Test
    void theWatcherDialsWhoIsSeenNear() {
        benMayWatchAda(true, true);
        FakeLinks.connect(ada.links, ben.links);
        ben.near.appears(ada);
        time.advance(Duration.ofSeconds(1));
        assertEquals(List.of("Added ONLINE"), ben.heard());
        assertTrue(link().dialled());
        Person stranger = new Person(time, new FakeIdentity(3, "Cal")).signIn();
        FakeLinks.connect(stranger.links, ben.links);
        ben.near.appears(stranger);
        time.advance(Duration.ofMinutes(2));
        assertTrue(ben.links.find(stranger.identity.endpoint()).isEmpty(), "nobody else is dialled");
    }

    @Test
    void whoSaidGoodbyeAndStaysAwaySignedOut() {
        benMayWatchAda(true, true);
        ada.meet(ben);
        ben.heard();
        ben.near.disappears(ada, NearMeEvent.Reason.GOODBYE);
        time.run();
        assertEquals(List.of(), ben.heard(), "the link is there");
        ada.links.cut(ben.links);
        time.advance(Person.GRACE);
        assertEquals(List.of("Removed SIGNED_OUT"), ben.heard());
    }

    @Test
    void whoSaidGoodbyeAndComesBackWithinTheGracePeriodWasNotAway() {
        benMayWatchAda(true, true);
        ada.meet(ben);
        ben.heard();
        ada.links.cut(ben.links);
        time.run();
        ben.near.disappears(ada, NearMeEvent.Reason.GOODBYE);
        time.run();
        ada.links.heal(ben.links);
        ada.dial(ben);
        time.advance(Person.GRACE.multipliedBy(2));
        assertEquals(List.of(), ben.heard());
        ada.links.cut(ben.links);
        time.advance(Person.GRACE);
        assertEquals(List.of("Removed LOST"), ben.heard(), "the goodbye of before counts no more");
    }

    @Test
    void theOwnSignOutForgetsAll() {
        benMayWatchAda(true, true);
        ada.meet(ben);
        ben.heard();
        ben.signOut();
        assertEquals(List.of("Removed NOT_WATCHED"), ben.heard());
        ben.signIn();
        ada.dial(ben);
        assertEquals(List.of("Added ONLINE"), ben.heard());
    }

    @Test
    void aRestartWithinTheGracePeriodIsNoticedByWhatIsDifferent() {
        benMayWatchAda(true, true);
        ada.meet(ben);
        ada.says(PresenceStatus.BUSY, "");
        ada.publish(new UUID(0, 7), "seven", PeerScope.INTERNET);
        ben.heard();
        ben.seen();
        ada.links.cut(ben.links);
        time.run();
        Person again = new Person(time, new FakeIdentity(1, "Ada")).signIn();
        again.book.contact(ben.peer(), false, true);
        FakeLinks.connect(again.links, ben.links);
        again.dial(ben);
        assertEquals(List.of("Changed ONLINE"), ben.heard());
        assertEquals(List.of("Deleted 7"), ben.seen());
        time.advance(Person.GRACE.multipliedBy(2));
        assertEquals(List.of(), ben.heard());
    }

    @Test
    void withoutAKeeperOfContactsNobodyWatchesAndStrangersSeeWhatIsNear() {
        ada.watch.unbindBook(ada.book);
        ben.watch.unbindBook(ben.book);
        ada.meet(ben);
        ada.says(PresenceStatus.BUSY, "hello");
        ada.publish(new UUID(0, 7), "seven", PeerScope.NEAR_ME);
        assertEquals(List.of(), ben.heard());
        assertEquals(List.of("Added 7"), ben.seen());
        assertEquals(1, link().info().streams(), "cards only");
        assertEquals(
                "hello",
                ben.core
                        .known()
                        .find(ada.identity.endpoint())
                        .orElseThrow()
                        .presence()
                        .orElseThrow()
                        .text());
    }

    @Test
    void whatWasDecidedHoldsWhileTheKeeperIsAway() {
        benMayWatchAda(true, false);
        ada.meet(ben);
        ada.watch.unbindBook(ada.book);
        assertEquals(0, ada.book.listeners());
        ada.says(PresenceStatus.BUSY, "secret");
        assertEquals(List.of(), ben.heard());
        assertTrue(ben.core
                .known()
                .find(ada.identity.endpoint())
                .orElseThrow()
                .presence()
                .isEmpty());
        ada.book.forget(ben.peer());
        ada.watch.bindBook(ada.book);
        time.run();
        assertTrue(ben.core
                .known()
                .find(ada.identity.endpoint())
                .orElseThrow()
                .presence()
                .isPresent());
    }

    @Test
    void everythingBoundIsLetGo() {
        ada.watch.stop();
        assertEquals(0, ada.book.listeners());
        assertEquals(0, ada.near.listeners());
        ada.signOut();
        ben.signOut();
        ada.core.stop();
        ben.core.stop();
        time.run();
        time.advance(Duration.ofMinutes(5));
        assertEquals(0, time.waiting(), "no timer is left");
    }
}
