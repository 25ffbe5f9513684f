package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AcquaintedTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final Acquainted acquainted = new Acquainted(execution);
    private final PeerName anna = PeerName.of(Samples.keys(1).identity().publicKey());
    private final PeerName bert = PeerName.of(Samples.keys(2).identity().publicKey());

    @Test
    void aYesLastsADay() {
        assertFalse(acquainted.accepted(anna));
        acquainted.accept(anna);
        assertTrue(acquainted.accepted(anna));
        assertFalse(acquainted.accepted(bert));
        execution.advance(Duration.ofHours(24).minusNanos(1));
        assertTrue(acquainted.accepted(anna));
        execution.advance(Duration.ofNanos(1));
        assertFalse(acquainted.accepted(anna));
    }

    @Test
    void anotherYesBeginsAnotherDayAndTheClockDoesNotMatter() {
        acquainted.accept(anna);
        execution.advance(Duration.ofHours(23));
        acquainted.accept(bert);
        acquainted.accept(anna);
        execution.jumpClock(Duration.ofDays(30));
        execution.advance(Duration.ofHours(23));
        assertTrue(acquainted.accepted(anna));
    }

    @Test
    void listenersAreToldEachYes() {
        List<PeerName> told = new ArrayList<>();
        var subscription = acquainted.onAccepted(told::add);
        acquainted.accept(anna);
        execution.run();
        acquainted.accept(anna);
        acquainted.accept(bert);
        execution.run();
        assertEquals(List.of(anna, anna, bert), told);
        subscription.close();
        acquainted.accept(bert);
        execution.run();
        assertEquals(3, told.size());
        acquainted.stop();
        acquainted.accept(bert);
    }

    @Test
    void aContactIsNoStrangerAndBlockingIsNotSeen() {
        Book book = new Book();
        acquainted.accept(bert);
        acquainted.bindContacts(book);
        List<PeerName> told = new ArrayList<>();
        acquainted.onAccepted(told::add);
        assertFalse(acquainted.accepted(anna));
        assertTrue(acquainted.accepted(bert));
        book.decide(anna, true, false);
        assertTrue(acquainted.accepted(anna));
        execution.run();
        assertEquals(List.of(anna), told);
        book.decide(bert, false, true);
        assertTrue(acquainted.accepted(bert), "as it was before");
        book.decide(anna, true, true);
        assertTrue(acquainted.accepted(anna), "as it was before");
        PeerName carl = PeerName.of(Samples.keys(3).identity().publicKey());
        book.decide(carl, false, true);
        assertFalse(acquainted.accepted(carl), "who was a stranger is one still");
        execution.run();
        assertEquals(Set.of(anna), Set.copyOf(told));
        acquainted.unbindContacts(book);
        assertTrue(acquainted.accepted(bert), "without contacts it is as it was without");
        assertFalse(acquainted.accepted(anna));
        assertEquals(0, book.listeners.size());
    }

    /** Ten thousand contacts are not told one by one. */
    @Test
    void thatContactsAreThereIsToldOnceWhenTheyCanBeAskedFor() {
        Book book = new Book();
        book.decide(anna, true, false);
        book.decide(bert, true, false);
        List<Boolean> told = new ArrayList<>();
        List<PeerName> accepted = new ArrayList<>();
        var subscription = acquainted.onLoaded(() -> told.add(acquainted.accepted(anna)));
        acquainted.onAccepted(accepted::add);
        acquainted.bindContacts(book);
        execution.run();
        assertEquals(List.of(true), told);
        assertEquals(List.of(), accepted);
        subscription.close();
        acquainted.bindContacts(book);
        execution.run();
        assertEquals(1, told.size());
    }

    /** Decisions, by hand. */
    private static final class Book implements ContactBook {
        private final Map<PeerName, Standing> standings = new HashMap<>();
        private final List<Consumer<Standing>> listeners = new ArrayList<>();

        void decide(PeerName peer, boolean contact, boolean blocked) {
            Standing standing = new Standing(peer, contact, false, false, false, blocked, "", Set.of());
            standings.put(peer, standing);
            listeners.forEach(listener -> listener.accept(standing));
        }

        @Override
        public Standing of(PeerName peer) {
            return standings.getOrDefault(peer, Standing.stranger(peer));
        }

        @Override
        public List<Standing> all() {
            return List.copyOf(standings.values());
        }

        @Override
        public Subscription onChange(Consumer<Standing> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }
}
