package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ContactsTest {
    private final Fixture home = new Fixture();

    private static ContactDetails called(String nickname) {
        return new ContactDetails(nickname, "", "", Set.of());
    }

    @Test
    void row27_meIsTheIdentityOfThisHomeAndItsDetailsAreKept() {
        ContactDetails details = new ContactDetails("Myself", "me@home.example", "one\ntwo", Set.of("family"));
        assertEquals(home.me.peer(), home.contacts.me().peer());
        assertEquals("Me", home.contacts.me().shownName());
        assertEquals(
                "Myself",
                home.done(home.contacts.update(home.me.peer(), details)).shownName());
        home.restart();
        assertEquals(details, home.contacts.me().details());
        assertEquals(Optional.of(home.contacts.me()), home.contacts.find(home.me.peer()));
        home.me.rename("Another");
        assertEquals("Another", home.contacts.me().displayName());
    }

    @Test
    void row28_somebodyNearBecomesAContactOnFirstUse() {
        PeerContact anna = home.add(home.anna);
        assertEquals(home.anna.peer(), anna.peer());
        assertEquals("Anna", anna.displayName());
        assertEquals(home.anna.card().card().issuedAt(), anna.cardIssued());
        assertFalse(anna.verified() || anna.watched() || anna.allowed());
        assertEquals(List.of(anna), home.contacts.contacts());
        home.restart();
        assertEquals(List.of(anna), home.contacts.contacts());
    }

    @Test
    void row28_whoProvedNothingYetIsNotAdded() {
        CompletionStage<PeerContact> claimed = home.contacts.add(home.seen(home.anna, Optional.empty()));
        assertInstanceOf(PeerUnreachableException.class, home.failure(claimed));
        CompletionStage<PeerContact> noCard = home.contacts.add(home.seen(home.anna, Optional.of(home.anna)));
        assertInstanceOf(PeerUnreachableException.class, home.failure(noCard));
        home.met.put(home.anna.endpoint(), home.bert.card());
        CompletionStage<PeerContact> otherCard = home.contacts.add(home.seen(home.anna, Optional.of(home.anna)));
        assertInstanceOf(PeerUnreachableException.class, home.failure(otherCard));
        assertEquals(List.of(), home.contacts.contacts());
    }

    @Test
    void row28_whoInvitesBecomesAContact() {
        home.near(home.anna);
        PeerContact anna = home.done(home.contacts.add(Invitations.from(home.anna)));
        assertEquals(home.anna.peer(), anna.peer());
    }

    @Test
    void row30_addingTwiceFails() {
        home.add(home.anna);
        Throwable twice = home.failure(home.contacts.add(home.near(home.anna)));
        assertInstanceOf(ContactException.Exists.class, twice);
        assertTrue(twice.getMessage().contains("Anna"), twice.getMessage());
        assertEquals(1, home.contacts.contacts().size());
    }

    @Test
    void row30_twoWhoAddAtOnceAddOnce() {
        CompletionStage<PeerContact> first = home.contacts.add(home.near(home.anna));
        CompletionStage<PeerContact> second = home.contacts.add(home.near(home.anna));
        assertEquals("Anna", home.done(first).displayName());
        assertInstanceOf(ContactException.Exists.class, home.failure(second));
    }

    @Test
    void row30_whoIsNoContactCannotBeChangedOrDeleted() {
        for (CompletionStage<?> stage : List.<CompletionStage<?>>of(
                home.contacts.update(home.anna.peer(), called("A")),
                home.contacts.watch(home.anna.peer(), true),
                home.contacts.allow(home.anna.peer(), true),
                home.contacts.verified(home.anna.peer(), true),
                home.contacts.delete(home.anna.peer()))) {
            assertInstanceOf(ContactException.Unknown.class, home.failure(stage));
        }
        assertEquals(Optional.empty(), home.contacts.find(home.anna.peer()));
        assertThrows(ContactException.Unknown.class, () -> home.contacts.exportCard(home.anna.peer()));
    }

    @Test
    void row30_meCannotBeAddedOrDeleted() {
        assertInstanceOf(ContactException.IsMe.class, home.failure(home.contacts.delete(home.me.peer())));
        assertInstanceOf(ContactException.IsMe.class, home.failure(home.contacts.add(home.near(home.me))));
        CompletionStage<PeerContact> own = home.contacts.importCard(home.contacts.exportCard(home.me.peer()));
        assertInstanceOf(ContactException.IsMe.class, home.failure(own));
        assertEquals(List.of(), home.contacts.contacts());
    }

    @Test
    void row30_whatWasChangedIsThereAfterARestart() {
        home.add(home.anna);
        ContactDetails details = new ContactDetails("Annie", "a@b.example", "met\nthere", Set.of("work", "tennis"));
        home.done(home.contacts.update(home.anna.peer(), details));
        home.done(home.contacts.watch(home.anna.peer(), true));
        home.done(home.contacts.allow(home.anna.peer(), true));
        PeerContact now = home.done(home.contacts.verified(home.anna.peer(), true));
        home.restart();
        PeerContact kept = home.contacts.find(home.anna.peer()).orElseThrow();
        assertEquals(now, kept);
        assertEquals(details, kept.details());
        assertTrue(kept.verified() && kept.watched() && kept.allowed());
        home.done(home.contacts.delete(home.anna.peer()));
        home.restart();
        assertEquals(List.of(), home.contacts.contacts());
        home.add(home.anna);
    }

    /** Defect 13 of the original: a contact that stays although the second step of adding it failed. */
    @Test
    void row30_defect13_whatTheDiskRefusesDidNotHappen() {
        home.records.full(true);
        assertInstanceOf(StoreException.class, home.failure(home.contacts.add(home.near(home.anna))));
        assertEquals(List.of(), home.contacts.contacts());
        home.records.full(false);
        PeerContact before = home.add(home.anna);
        home.records.full(true);
        List<ContactEvent> told = home.listen();
        for (CompletionStage<?> stage : List.<CompletionStage<?>>of(
                home.contacts.update(home.anna.peer(), called("A")),
                home.contacts.watch(home.anna.peer(), true),
                home.contacts.update(home.me.peer(), called("M")),
                home.contacts.block(home.anna.peer(), true),
                home.contacts.delete(home.anna.peer()))) {
            assertInstanceOf(StoreException.class, home.failure(stage));
        }
        assertEquals(List.of(before), home.contacts.contacts());
        assertEquals(ContactDetails.NONE, home.contacts.me().details());
        assertEquals(Set.of(), home.contacts.blocked());
        assertEquals(List.of(), told);
    }

    @Test
    void row34_everyChangeOfTheWatchListIsTold() {
        home.add(home.anna);
        List<ContactEvent> told = home.listen();
        PeerContact watched = home.done(home.contacts.watch(home.anna.peer(), true));
        assertInstanceOf(ContactEvent.Updated.class, told.get(0));
        assertEquals(new ContactEvent.WatchStarted(watched), told.get(1));
        assertTrue(((ContactEvent.WatchStarted) told.get(1)).contact().watched());
        home.done(home.contacts.watch(home.anna.peer(), true));
        assertEquals(2, told.size(), "already watched");
        home.done(home.contacts.watch(home.anna.peer(), false));
        assertInstanceOf(ContactEvent.WatchEnded.class, told.get(3));
        home.done(home.contacts.watch(home.anna.peer(), true));
        told.clear();
        home.done(home.contacts.delete(home.anna.peer()));
        assertEquals(
                List.of(ContactEvent.WatchEnded.class, ContactEvent.Deleted.class),
                told.stream().map(Object::getClass).toList());
    }

    @Test
    void row35_iAmAlwaysWatchedAllowedAndVerifiedAndNeverBlocked() {
        PeerContact me = home.contacts.me();
        assertTrue(me.watched() && me.allowed() && me.verified());
        assertEquals(me, home.done(home.contacts.watch(me.peer(), true)));
        assertEquals(me, home.done(home.contacts.allow(me.peer(), true)));
        assertEquals(me, home.done(home.contacts.verified(me.peer(), true)));
        for (CompletionStage<?> stage : List.<CompletionStage<?>>of(
                home.contacts.watch(me.peer(), false),
                home.contacts.allow(me.peer(), false),
                home.contacts.verified(me.peer(), false),
                home.contacts.block(me.peer(), true),
                home.contacts.block(me.peer(), false))) {
            assertInstanceOf(ContactException.IsMe.class, home.failure(stage));
        }
        assertFalse(home.people.book().of(me.peer()).blocked());
        assertTrue(home.people.book().of(me.peer()).allowed());
    }

    @Test
    void changesOfOneContactAreMadeOneAfterTheOther() {
        home.add(home.anna);
        List<CompletableFuture<PeerContact>> all = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            all.add(home.contacts.update(home.anna.peer(), called("call " + i)).toCompletableFuture());
            all.add(home.contacts.watch(home.anna.peer(), i % 2 == 0).toCompletableFuture());
        }
        home.execution.run();
        assertEquals("call 1", all.get(0).join().shownName());
        PeerContact last = all.get(99).join();
        assertEquals("call 50", last.shownName());
        assertTrue(last.watched());
        home.restart();
        assertEquals(List.of(last), home.contacts.contacts());
    }

    @Test
    void contactsComeByShownName() {
        home.add(home.bert);
        home.add(home.anna);
        assertEquals(
                List.of("Anna", "Bert"),
                home.contacts.contacts().stream().map(PeerContact::shownName).toList());
        home.done(home.contacts.update(home.anna.peer(), called("zoe")));
        assertEquals(
                List.of("Bert", "zoe"),
                home.contacts.contacts().stream().map(PeerContact::shownName).toList());
    }

    @Test
    void searchLooksEverywhereAndMindsNoCapitals() {
        home.add(home.anna);
        home.add(home.bert);
        home.done(home.contacts.update(
                home.anna.peer(), new ContactDetails("Ännchen", "tau@x.example", "Likes Tea", Set.of("Chess"))));
        for (String words : List.of(
                "anna",
                "ÄNN",
                "tau@",
                "tea likes",
                "chess ann",
                home.anna.peer().text(),
                "  anna  ")) {
            assertEquals(
                    List.of(home.anna.peer()),
                    home.contacts.search(words).stream().map(PeerContact::peer).toList(),
                    words);
        }
        assertEquals(2, home.contacts.search("").size());
        assertEquals(2, home.contacts.search(" ").size());
        assertEquals(List.of(), home.contacts.search("anna bert"));
    }

    @Test
    void listenersAreToldThePresentThenChanges() {
        home.add(home.anna);
        List<ContactEvent> told = new ArrayList<>();
        var subscription = home.contacts.onChange(told::add);
        home.execution.run();
        PeerContact before = home.contacts.find(home.anna.peer()).orElseThrow();
        PeerContact after = home.done(home.contacts.update(home.anna.peer(), called("Annie")));
        PeerContact bert = home.add(home.bert);
        home.done(home.contacts.delete(home.bert.peer()));
        assertEquals(
                List.of(
                        new ContactEvent.Added(before),
                        new ContactEvent.Updated(before, after),
                        new ContactEvent.Added(bert),
                        new ContactEvent.Deleted(bert)),
                told);
        subscription.close();
        home.add(home.bert);
        assertEquals(4, told.size());
    }

    @Test
    void whenItsThreadIsGoneThatIsSaid() {
        var serial = home.execution.serial("stopped");
        Lanes lanes = new Lanes(serial);
        serial.shutdown();
        CompletionStage<Object> late = lanes.run(home.anna.peer(), () -> CompletableFuture.completedStage(null));
        assertInstanceOf(ContactException.class, home.failure(late));
    }
}
