package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Defects of the original (seed 1.17) that could come back here. */
class OldDefectsTest {
    private final HandDrivenExecution time = new HandDrivenExecution(17);
    private final Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
    private final Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();

    private static List<String> ownTexts(Person who) {
        return who.own.stream()
                .filter(CollaborationEvent.Changed.class::isInstance)
                .map(event ->
                        ((CollaborationEvent.Changed) event).me().presence().text())
                .toList();
    }

    /** As soon as an event of another machine of the same person came, the ones behind it were left lying. */
    @Test
    void defect8_eventsOfAnotherMachineOfOnesOwnHoldUpNothing() {
        Person tablet = new Person(time, new FakeIdentity(ada.identity, 9)).signIn();
        for (Person machine : List.of(ada, tablet)) {
            machine.book.contact(ben.peer(), false, true);
            machine.book.contact(machine.peer(), true, true); // oneself, as the contacts say it
        }
        ben.book.contact(ada.peer(), true, false);
        ada.meet(tablet);
        ada.meet(ben);
        tablet.meet(ben);
        ada.own.clear();
        ben.presences.clear();
        for (int i = 1; i <= 3; i++) {
            tablet.core.profile().present(new PresenceInfo(PresenceStatus.AWAY, "tablet " + i));
            ada.core.profile().present(new PresenceInfo(PresenceStatus.BUSY, "desk " + i));
            time.run();
        }
        assertEquals(List.of("desk 1", "desk 2", "desk 3"), ownTexts(ada));
        assertEquals(
                6,
                ben.presences.stream()
                        .map(event -> event.endpoint().presence().text())
                        .distinct()
                        .count());
    }

    /** "Signed in, and no address yet" is a success, and was thrown as if it were none. */
    @Test
    void defect11_signedInWithoutAnAddressIsASuccess() {
        Person cal = new Person(time, new FakeIdentity(3, "Cal"));
        SignIn signIn = cal.collaboration.signIn(PeerScope.NEAR_ME);
        time.run();
        assertTrue(cal.core.me().degraded(), "these links have no address");
        assertFalse(signIn.ready().toCompletableFuture().isCompletedExceptionally());
        assertEquals(PeerScope.NEAR_ME, cal.collaboration.signedIn());
    }

    /** Who took back one kind of listener took back another kind instead. */
    @Test
    void defect12_oneListenerLessLeavesTheOthersWhatTheyAre() {
        ada.book.contact(ben.peer(), false, true);
        ben.book.contact(ada.peer(), true, false);
        Subscription presence = ben.watch.onChange(event -> {});
        Subscription objects = ben.objects.onChange(event -> {});
        Subscription own = ben.collaboration.onChange(event -> {});
        ada.meet(ben);
        for (Subscription each : List.of(presence, objects, own)) {
            each.close();
            ben.heard();
            ben.seen();
            ben.own.clear();
            ada.says(PresenceStatus.BUSY, "");
            ada.publish(new UUID(0, 7), "seven", PeerScope.ALL).close();
            ben.says(PresenceStatus.AWAY, "");
            ben.says(PresenceStatus.ONLINE, "");
            ada.says(PresenceStatus.ONLINE, "");
            assertEquals(List.of("Changed BUSY", "Changed ONLINE"), ben.heard());
            assertEquals(List.of("Added 7", "Deleted 7"), ben.seen());
            assertEquals(2, ben.own.size());
        }
    }

    /** It was documented as harmless, and threw. Here it throws, and says so before and after. */
    @Test
    void defect14_signingInToNothingIsRefusedInWords() {
        String why = assertThrows(IllegalArgumentException.class, () -> ada.collaboration.signIn(PeerScope.NONE))
                .getMessage();
        assertTrue(why.contains("choose NEAR_ME"), why);
        assertEquals(PeerScope.NEAR_ME, ada.collaboration.signedIn());
    }
}
