package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows 14 and 15: the status, and what it means for a person with several endpoints. */
class StatusTest {
    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Person ada = new Person(time, new FakeIdentity(1, 1, "Ada")).signIn();
    private final Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();

    private void benWatchesAda() {
        ada.book.contact(ben.peer(), false, true);
        ben.book.contact(ada.peer(), true, false);
        ada.meet(ben);
    }

    @Test
    void row14_theWatcherSeesExactlyTheSevenThatWereSet() {
        benWatchesAda();
        ben.heard();
        List<String> expected = new ArrayList<>();
        for (PresenceStatus status : PresenceStatus.values()) {
            if (status != PresenceStatus.OFFLINE) {
                ada.says(status, "as " + status);
                expected.add("Changed " + status);
            }
        }
        assertEquals(7, expected.size());
        assertEquals(expected, ben.heard());
        assertEquals("as ONLINE", ben.watch.of(ada.peer()).get(0).presence().text());
    }

    @Test
    void row14_theNumbersAreTheOriginals() {
        List<String> numbered = new ArrayList<>();
        for (PresenceStatus status : PresenceStatus.values()) {
            numbered.add(status.number() + " " + status);
        }
        assertEquals(
                List.of(
                        "0 OFFLINE",
                        "1 OUT_TO_LUNCH",
                        "2 AWAY",
                        "3 BE_RIGHT_BACK",
                        "4 IDLE",
                        "5 BUSY",
                        "6 ON_THE_PHONE",
                        "7 ONLINE"),
                numbered);
    }

    @Test
    void row14_offlineCannotBeSet() {
        String why = assertThrows(IllegalArgumentException.class, () -> ada.says(PresenceStatus.OFFLINE, ""))
                .getMessage();
        assertTrue(why.contains("sign out"), why);
        assertEquals(PresenceInfo.ONLINE, ada.core.me().presence());
    }

    @Test
    void row14_aTextHasAtMost255Characters() {
        ada.says(PresenceStatus.BUSY, "x".repeat(255));
        assertThrows(IllegalArgumentException.class, () -> ada.says(PresenceStatus.BUSY, "x".repeat(256)));
    }

    @Test
    void row14_signingInBeginsOnlineAgain() {
        ada.says(PresenceStatus.AWAY, "gone fishing");
        ada.signOut();
        assertEquals(PresenceInfo.ONLINE, ada.core.me().presence());
        assertThrows(NotSignedInException.class, () -> ada.says(PresenceStatus.BUSY, ""));
        ada.signIn();
        assertEquals(PresenceInfo.ONLINE, ada.core.me().presence());
    }

    @Test
    void row14_whatIsSetWhileItSignsInHolds() {
        ada.signOut();
        ada.collaboration.signIn(PeerScope.NEAR_ME);
        ada.core.profile().present(new PresenceInfo(PresenceStatus.BUSY, "at once"));
        time.run();
        assertEquals(PresenceStatus.BUSY, ada.core.me().presence().status());
    }

    @Test
    void row15_busyOnOneOfTwoEndpointsAndAwayOnTheOtherIsReachableNotAvailable() {
        Person laptop = new Person(time, new FakeIdentity(1, 7, "Ada")).signIn();
        assertEquals(ada.peer(), laptop.peer());
        laptop.book.contact(ben.peer(), false, true);
        benWatchesAda();
        laptop.meet(ben);
        assertEquals(2, ben.watch.of(ada.peer()).size());
        ada.says(PresenceStatus.BUSY, "");
        assertTrue(ben.watch.isReachable(ada.peer()));
        assertTrue(ben.watch.isAvailable(ada.peer()), "the laptop is online");
        laptop.says(PresenceStatus.AWAY, "");
        assertTrue(ben.watch.isReachable(ada.peer()));
        assertFalse(ben.watch.isAvailable(ada.peer()));
        laptop.signOut();
        time.advance(Person.GRACE);
        assertTrue(ben.watch.isReachable(ada.peer()));
        ada.signOut();
        time.advance(Person.GRACE);
        assertFalse(ben.watch.isReachable(ada.peer()));
        assertFalse(ben.watch.isAvailable(ada.peer()));
    }
}
