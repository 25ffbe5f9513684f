package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.LastSeen;
import dev.parley.api.contacts.LastSeen.How;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.NearMeEvent.Reason;
import dev.parley.spi.contact.Reachability.Reach;
import dev.parley.testkit.FakeIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastSeenTest {
    private final Fixture home = new Fixture();

    private Optional<LastSeen> lastSeen(FakeIdentity who) {
        return home.contacts.find(who.peer()).orElseThrow().lastSeen();
    }

    private void comes(FakeIdentity who) {
        home.happens(new NearMeEvent.Appeared(home.seen(who, Optional.empty())));
        home.happens(new NearMeEvent.Updated(home.near(who)));
    }

    private void goes(FakeIdentity who, Reason reason) {
        home.happens(new NearMeEvent.Disappeared(home.near(who), reason));
    }

    private Instant now() {
        return home.execution.clock().instant();
    }

    @Test
    void whoSaidGoodbyeSignedOutThen() {
        comes(home.anna);
        home.add(home.anna);
        assertEquals(Optional.empty(), lastSeen(home.anna), "there now");
        home.execution.advance(Duration.ofMinutes(5));
        goes(home.anna, Reason.GOODBYE);
        Optional<LastSeen> seen = Optional.of(new LastSeen(now(), How.SIGNED_OUT));
        assertEquals(seen, lastSeen(home.anna));
        home.execution.advance(Duration.ofDays(1));
        home.restart();
        assertEquals(seen, lastSeen(home.anna));
        comes(home.anna);
        assertEquals(Optional.empty(), lastSeen(home.anna));
    }

    @Test
    void whoIsNotHeardAnyMoreWentSilentThen() {
        home.add(home.anna);
        assertEquals(Optional.empty(), lastSeen(home.anna), "never seen since");
        for (Reason reason : List.of(Reason.SILENT, Reason.RESTARTED)) {
            comes(home.anna);
            home.execution.advance(Duration.ofMinutes(5));
            goes(home.anna, reason);
            assertEquals(Optional.of(new LastSeen(now(), How.WENT_SILENT)), lastSeen(home.anna));
        }
    }

    @Test
    void whoWasThereWhenWeEndedWasSeenLastWhenTheyCame() {
        home.add(home.anna);
        comes(home.anna);
        Instant came = now();
        home.execution.advance(Duration.ofHours(1));
        home.restart();
        assertEquals(Optional.of(new LastSeen(came, How.WENT_SILENT)), lastSeen(home.anna));
    }

    @Test
    void whoIsThereAtTwoNodesIsThereUntilBothAreGone() {
        FakeIdentity laptop = new FakeIdentity(2, 20, "Anna");
        comes(home.anna);
        comes(laptop);
        home.add(home.anna);
        List<ContactEvent> told = home.listen();
        goes(home.anna, Reason.GOODBYE);
        assertEquals(Optional.empty(), lastSeen(home.anna));
        assertEquals(List.of(), told);
        goes(laptop, Reason.SILENT);
        assertEquals(How.WENT_SILENT, lastSeen(home.anna).orElseThrow().how());
        assertEquals(1, told.size());
        goes(laptop, Reason.SILENT);
        assertEquals(1, told.size(), "already gone");
    }

    private void reached(FakeIdentity who, boolean reachable) {
        home.people.sightings().take(new Reach(who.peer(), reachable));
        home.execution.run();
    }

    @Test
    void whoIsAnnouncedAndNotReachedIsUnreachableSinceThen() {
        home.add(home.anna);
        comes(home.anna);
        home.execution.advance(Duration.ofMinutes(5));
        reached(home.anna, false);
        Optional<LastSeen> since = Optional.of(new LastSeen(now(), How.UNREACHABLE));
        home.execution.advance(Duration.ofMinutes(5));
        reached(home.anna, false);
        assertEquals(since, lastSeen(home.anna), "since the first time");
        goes(home.anna, Reason.SILENT);
        assertEquals(since, lastSeen(home.anna), "silence tells nothing new");
        home.restart();
        assertEquals(since, lastSeen(home.anna));
        comes(home.anna);
        assertEquals(Optional.empty(), lastSeen(home.anna), "announced again");
        reached(home.anna, false);
        reached(home.anna, true);
        assertEquals(Optional.empty(), lastSeen(home.anna), "a link is there after all");
        reached(home.anna, false);
        goes(home.anna, Reason.GOODBYE);
        assertEquals(Optional.of(new LastSeen(now(), How.SIGNED_OUT)), lastSeen(home.anna), "that is news");
    }

    /** The two who tell may be heard in any order. */
    @Test
    void whoIsNotReachedBeforeTheyAreSeenIsNotThere() {
        home.add(home.anna);
        List<ContactEvent> told = home.listen();
        reached(home.anna, false);
        comes(home.anna);
        assertEquals(List.of(), told);
        home.people.sightings().allReachable();
        home.execution.run();
        assertEquals(Optional.empty(), lastSeen(home.anna), "nobody tells whom dials reach any more");
    }

    @Test
    void whenNobodyLooksNobodyIsThere() {
        home.add(home.anna);
        comes(home.anna);
        comes(home.bert);
        home.people.sightings().clear();
        home.execution.run();
        assertEquals(How.WENT_SILENT, lastSeen(home.anna).orElseThrow().how());
    }

    @Test
    void itShowsAlsoWhenTheDiskDoesNotTakeIt() {
        home.add(home.anna);
        home.records.full(true);
        comes(home.anna);
        goes(home.anna, Reason.GOODBYE);
        assertEquals(How.SIGNED_OUT, lastSeen(home.anna).orElseThrow().how());
    }
}
