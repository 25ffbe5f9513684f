package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.LastSeen.How;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.contact.Reachability;
import dev.parley.spi.contact.Reachability.Reach;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.testkit.FakeIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Parts that come and go around it. */
class ContactsComponentTest {
    private final Fixture home = new Fixture();
    private final FakeBundle bundle = new FakeBundle();
    private final Near near = new Near();
    private final Shown shown = new Shown();

    private ContactsComponent start() {
        return new ContactsComponent(bundle.context(), home.execution, home.me, home.me, home.records);
    }

    private ContactManager contacts() {
        home.execution.run();
        return bundle.services.stream()
                .filter(ContactManager.class::isInstance)
                .map(ContactManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsRegisteredBeforeEverythingIsLoaded() {
        home.add(home.anna);
        ContactsComponent component = start();
        assertEquals(List.of(), bundle.services);
        assertEquals(1, contacts().contacts().size());
        assertEquals(3, bundle.services.size());
        component.stop();
        assertEquals(List.of(), bundle.services);
    }

    /** Who let the one manager go found the dead one in its place until the process ended. */
    @Test
    void defect7_afterAStopTheNextStartIsAWorkingManager() {
        ContactsComponent first = start();
        home.add(home.anna);
        ContactManager before = contacts();
        first.stop();
        ContactsComponent second = start();
        ContactManager after = contacts();
        assertNotSame(before, after);
        home.done(after.watch(home.anna.peer(), true));
        assertTrue(after.find(home.anna.peer()).orElseThrow().watched());
        second.stop();
    }

    @Test
    void whatCannotBeReadIsSaidToWhoeverStartedThis() {
        home.done(home.records.write(
                Shelf.CONTACTS,
                List.of(new Change.Put(home.anna.peer().text(), ByteBuffer.wrap(new byte[] {1, 2, 3})))));
        start();
        home.execution.run();
        assertEquals(1, bundle.failures.size());
        assertTrue(bundle.failures.get(0).toString().contains("cannot be read"), bundle.failures::toString);
    }

    @Test
    void whoStopsMeanwhileRegistersNothing() {
        start().stop();
        home.execution.run();
        assertEquals(List.of(), bundle.services);
        assertEquals(List.of(), bundle.failures);
    }

    @Test
    void whoIsNearAndWhatTheyShowedIsKnownInAnyOrderOfServices() {
        for (boolean early : List.of(true, false)) {
            ContactsComponent component = start();
            if (!early) {
                home.execution.run();
            }
            component.bindPeople(near);
            component.bindCards(shown);
            ContactManager contacts = contacts();
            shown.show(home.anna);
            near.appear(home.near(home.anna));
            PeerContact anna = home.done(contacts.add(home.near(home.anna)));
            assertEquals(Optional.empty(), anna.lastSeen());
            component.unbindPeople(near);
            home.execution.run();
            assertTrue(contacts.find(anna.peer()).orElseThrow().lastSeen().isPresent());
            component.unbindCards(shown);
            assertInstanceOf(
                    PeerUnreachableException.class,
                    home.failure(contacts.add(home.near(home.bert))),
                    "nobody shows cards");
            home.done(contacts.delete(anna.peer()));
            component.stop();
            assertEquals(0, near.listeners.size() + shown.listeners.size());
        }
    }

    @Test
    void anotherServiceInItsPlaceIsListenedTo() {
        ContactsComponent component = start();
        component.bindPeople(near);
        ContactManager contacts = contacts();
        Near other = new Near();
        component.bindPeople(other);
        component.unbindPeople(near);
        assertEquals(0, near.listeners.size());
        assertEquals(1, other.listeners.size());
        component.stop();
        assertEquals(0, other.listeners.size());
        assertEquals(List.of(), contacts.contacts());
    }

    @Test
    void aNewerCardIsTakenAsItComes() {
        ContactsComponent component = start();
        component.bindCards(shown);
        ContactManager contacts = contacts();
        shown.show(home.anna);
        home.done(contacts.add(home.near(home.anna)));
        home.anna.rename("Anna Maria");
        shown.show(home.anna);
        home.execution.run();
        assertEquals("Anna Maria", contacts.contacts().get(0).displayName());
        component.stop();
    }

    @Test
    void whoIsUnreachableAndWhoHasTwoCardsIsHeard() {
        ContactsComponent component = start();
        List<Consumer<Reach>> reached = new ArrayList<>();
        Reachability dials = listener -> {
            reached.add(listener);
            return () -> reached.remove(listener);
        };
        component.bindReachability(dials);
        component.bindPeople(near);
        component.bindCards(shown);
        ContactManager contacts = contacts();
        shown.show(home.anna);
        near.appear(home.near(home.anna));
        PeerName anna = home.done(contacts.add(home.near(home.anna))).peer();
        reached.get(0).accept(new Reach(anna, false));
        home.execution.run();
        assertEquals(
                How.UNREACHABLE,
                contacts.find(anna).orElseThrow().lastSeen().orElseThrow().how());
        component.unbindReachability(dials);
        home.execution.run();
        assertEquals(Optional.empty(), contacts.find(anna).orElseThrow().lastSeen());
        home.me.conflict(anna);
        home.execution.run();
        assertTrue(contacts.find(anna).orElseThrow().cardConflict().isPresent());
        component.stop();
        assertEquals(List.of(), reached);
    }

    @Test
    void twentyTimes() {
        for (int i = 0; i < 20; i++) {
            ContactsComponent component = start();
            component.bindPeople(near);
            contacts();
            component.stop();
            home.execution.run();
            assertEquals(List.of(), bundle.services);
            assertEquals(0, near.listeners.size());
        }
    }

    private static final class Near implements PeopleNearMe {
        private final List<PeerNearMe> people = new ArrayList<>();
        private final List<Consumer<NearMeEvent>> listeners = new ArrayList<>();

        void appear(PeerNearMe person) {
            people.add(person);
            listeners.forEach(listener -> listener.accept(new NearMeEvent.Appeared(person)));
        }

        @Override
        public List<PeerNearMe> people() {
            return people;
        }

        @Override
        public Subscription onChange(Consumer<NearMeEvent> listener) {
            listeners.add(listener);
            people.forEach(person -> listener.accept(new NearMeEvent.Appeared(person)));
            return () -> listeners.remove(listener);
        }

        @Override
        public CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected) {
            return CompletableFuture.failedStage(new PeerUnreachableException("nobody dials here"));
        }
    }

    private static final class Shown implements CardSource {
        private final List<KnownEndpoint> known = new ArrayList<>();
        private final List<Consumer<KnownEndpoint>> listeners = new ArrayList<>();

        void show(FakeIdentity who) {
            KnownEndpoint now = new KnownEndpoint(
                    who.peer(),
                    who.endpoint(),
                    InstanceId.of(new byte[InstanceId.BYTES]),
                    who.card(),
                    List.of(),
                    PresenceInfo.ONLINE,
                    1);
            known.removeIf(before -> before.endpoint().equals(who.endpoint()));
            known.add(now);
            listeners.forEach(listener -> listener.accept(now));
        }

        @Override
        public Optional<KnownEndpoint> find(EndPointId endpoint) {
            return known.stream().filter(one -> one.endpoint().equals(endpoint)).findFirst();
        }

        @Override
        public Subscription onChange(Consumer<KnownEndpoint> listener) {
            listeners.add(listener);
            known.forEach(listener);
            return () -> listeners.remove(listener);
        }
    }
}
