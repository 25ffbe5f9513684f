package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.ObjectException;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Rows 18 to 22: objects. */
class ObjectsTest {
    private static final UUID SEVEN = new UUID(0, 7);

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
    private final Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();

    private void contacts() {
        ada.book.contact(ben.peer(), false, true);
        ben.book.contact(ada.peer(), true, false);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private <T> T now(CompletionStage<T> stage) {
        time.run();
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertTrue(future.isDone());
        return future.join();
    }

    private Throwable failure(CompletionStage<?> stage) {
        return assertThrows(CompletionException.class, () -> now(stage)).getCause();
    }

    private ObjectInfo seenByBen() {
        List<ObjectInfo> seen = ben.objects.of(ada.peer());
        assertEquals(1, seen.size());
        return seen.get(0);
    }

    @Test
    void row18_16384BytesComeIdenticallyAnd16385AreRefused() {
        ada.meet(ben);
        byte[] most = random(PeerObject.DATA_BYTES);
        ada.objects.publish(new PeerObject(SEVEN, ByteBuffer.wrap(most), PeerScope.NEAR_ME));
        time.run();
        assertEquals(most.length, seenByBen().size());
        assertEquals(ByteBuffer.wrap(most), now(ben.objects.fetch(seenByBen())));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PeerObject(SEVEN, ByteBuffer.wrap(random(PeerObject.DATA_BYTES + 1)), PeerScope.NEAR_ME));
        assertThrows(
                IllegalArgumentException.class, () -> new PeerObject(new UUID(0, 0), Bytes.NONE, PeerScope.NEAR_ME));
    }

    @Test
    void row18_128AreShownAndThe129thIsRefused() {
        contacts();
        ada.meet(ben);
        for (int i = 1; i <= PeerObject.MOST; i++) {
            ada.objects.publish(Person.object(new UUID(1, i), "object " + i, PeerScope.ALL));
        }
        time.run();
        assertEquals(PeerObject.MOST, ben.objects.of(ada.peer()).size());
        String why = assertThrows(ObjectException.class, () -> ada.publish(new UUID(1, 129), "", PeerScope.NONE))
                .getMessage();
        assertTrue(why.contains("128"), why);
        ada.publish(new UUID(1, 128), "another in the place of one", PeerScope.ALL);
        assertEquals(PeerObject.MOST, ada.objects.published().size());
        assertEquals(List.of(), ben.links.broken());
    }

    @Test
    void row18_publishingNeedsASignIn() {
        ada.signOut();
        assertThrows(NotSignedInException.class, () -> ada.publish(SEVEN, "", PeerScope.ALL));
    }

    @Test
    void row19_closingAPublicationRemovesIt() {
        contacts();
        ada.meet(ben);
        Publication seven = ada.publish(SEVEN, "seven", PeerScope.INTERNET);
        assertTrue(seven.isCurrent());
        assertEquals(List.of("Added 7"), ben.seen());
        seven.close();
        seven.close();
        time.run();
        assertFalse(seven.isCurrent());
        assertEquals(List.of("Deleted 7"), ben.seen());
        assertEquals(List.of(), ben.objects.all());
    }

    @Test
    void row19_whatABundlePublishedEndsWithIt() {
        ada.meet(ben);
        ObjectsComponent other = new ObjectsComponent(ada.core);
        other.publish(Person.object(SEVEN, "the bundle's", PeerScope.NEAR_ME));
        ada.publish(new UUID(0, 8), "mine", PeerScope.NEAR_ME);
        assertEquals(List.of("Added 7", "Added 8"), ben.seen());
        other.stop();
        time.run();
        assertEquals(List.of("Deleted 7"), ben.seen());
        other.publish(Person.object(SEVEN, "too late", PeerScope.NEAR_ME));
        time.run();
        assertEquals(1, ada.objects.published().size());
    }

    @Test
    void row19_theLastWriterOwns() {
        ada.meet(ben);
        ObjectsComponent second = new ObjectsComponent(ada.core);
        Publication first = ada.publish(SEVEN, "first", PeerScope.NEAR_ME);
        Publication next = second.publish(Person.object(SEVEN, "second", PeerScope.NEAR_ME));
        time.run();
        assertEquals(List.of("Added 7", "Changed 7"), ben.seen());
        assertFalse(first.isCurrent());
        first.close();
        ada.objects.stop();
        time.run();
        assertEquals(List.of(), ben.seen(), "the first owns nothing any more");
        assertTrue(next.isCurrent());
        second.stop();
        time.run();
        assertEquals(List.of("Deleted 7"), ben.seen());
    }

    /** Four scopes, and those near me, contacts, both, and a contact without permission: exactly the visible cells. */
    @Test
    void row20_eachScopeReachesExactlyItsAudience() {
        Person cal = new Person(time, new FakeIdentity(3, "Cal")).signIn();
        Person dot = new Person(time, new FakeIdentity(4, "Dot")).signIn();
        for (PeerScope scope : PeerScope.values()) {
            ada.publish(new UUID(0, 10 + scope.number()), scope.name(), scope);
        }
        ada.book.contact(cal.peer(), false, true);
        cal.book.contact(ada.peer(), true, false);
        ada.book.contact(dot.peer(), false, false);
        dot.book.contact(ada.peer(), true, false);
        ada.meet(ben);
        FakeLinks.connect(ada.links, cal.links); // linked, but not near: only watching tells
        ada.dial(cal);
        ada.meet(dot);
        assertEquals(List.of("Added 11", "Added 13"), ben.seen(), "a stranger near");
        assertEquals(List.of("Added 12", "Added 13"), cal.seen(), "a contact who watches and may");
        assertEquals(List.of(), dot.seen(), "a contact who may not");
        cal.near.appears(ada);
        time.run();
        assertEquals(List.of("Added 11"), cal.seen(), "a contact who is near too, and sees what is for both once");
        assertEquals(4, ada.objects.published().size());
        assertEquals(4, ada.objects.of(ada.peer()).size(), "all of them here");
    }

    @Test
    void row20_whatIsNotShownIsNotGivenEither() {
        ada.meet(ben);
        ada.publish(SEVEN, "for contacts", PeerScope.INTERNET);
        ObjectInfo guessed = ada.objects.of(ada.peer()).get(0);
        assertTrue(failure(ben.objects.fetch(guessed)) instanceof ObjectException);
        CompletableFuture<ByteBuffer> asked = new CompletableFuture<>();
        new ObjectPulls(new SafeExecutor(time.serial("attacker")), ben.links, object -> true).fetch(guessed, asked);
        assertTrue(failure(asked) instanceof ObjectException, "also when it is asked for over the wire");
    }

    @Test
    void row21_eachChangeIsToldOnceAtEachLevel() {
        contacts();
        List<String> one = new ArrayList<>();
        List<String> person = new ArrayList<>();
        List<String> all = new ArrayList<>();
        List<String> other = new ArrayList<>();
        Subscription subscription = ben.objects.onChange(SEVEN, event -> one.add(Person.word(event)));
        ben.objects.onChange(ada.peer(), event -> person.add(Person.word(event)));
        ben.objects.onChange(event -> all.add(Person.word(event)));
        ben.objects.onChange(new UUID(0, 8), event -> other.add(Person.word(event)));
        ben.objects.onChange(ben.peer(), event -> other.add(Person.word(event)));
        ada.meet(ben); // near and watched: two ways, one event
        ada.publish(SEVEN, "one", PeerScope.ALL);
        ada.publish(SEVEN, "two", PeerScope.ALL);
        ada.publish(SEVEN, "two", PeerScope.ALL);
        ada.publish(SEVEN, "two", PeerScope.INTERNET);
        ada.publish(SEVEN, "two", PeerScope.NONE);
        List<String> expected = List.of("Added 7", "Changed 7", "Deleted 7");
        assertEquals(expected, one);
        assertEquals(expected, person);
        assertEquals(expected, all);
        assertEquals(List.of(), other);
        subscription.close();
        ada.publish(SEVEN, "three", PeerScope.ALL);
        assertEquals(expected, one, "it listens no more");
        List<String> replayed = new ArrayList<>();
        ben.objects.onChange(SEVEN, event -> replayed.add(Person.word(event)));
        time.run();
        assertEquals(List.of("Added 7"), replayed, "who comes late is told what is there");
    }

    @Test
    void row22_theAvatarIsSetReplacedAndSeenByPeopleNear() {
        ada.meet(ben);
        ada.publish(PeerObject.AVATAR, "a face", PeerScope.NEAR_ME);
        assertEquals(PeerObject.AVATAR, seenByBen().id());
        assertEquals(ByteBuffer.wrap("a face".getBytes(StandardCharsets.UTF_8)), now(ben.objects.fetch(seenByBen())));
        ada.publish(PeerObject.AVATAR, "a new face", PeerScope.NEAR_ME);
        assertEquals(10, now(ben.objects.fetch(seenByBen())).remaining());
    }

    @Test
    void theBytesArePulledOnceAndKeptWhileTheyAreShown() {
        ada.meet(ben);
        Publication seven = ada.publish(SEVEN, "seven", PeerScope.NEAR_ME);
        ObjectInfo info = seenByBen();
        List<ByteBuffer> got = new ArrayList<>();
        ben.objects.fetch(info).thenAccept(got::add);
        ben.objects.fetch(info).thenAccept(got::add);
        time.run();
        ada.links.cut(ben.links);
        ben.objects.fetch(info).thenAccept(got::add);
        time.run();
        assertEquals(3, got.size(), "the third without any link");
        ada.links.heal(ben.links);
        ada.dial(ben);
        seven.close();
        time.run();
        assertTrue(failure(ben.objects.fetch(info)) instanceof ObjectException);
        ada.publish(SEVEN, "seven", PeerScope.NEAR_ME);
        ada.links.cut(ben.links);
        assertTrue(
                failure(ben.objects.fetch(seenByBen())) instanceof PeerUnreachableException,
                "kept no longer than it was shown");
    }

    @Test
    void bytesThatDoNotHaveTheirHashAreRefused() {
        ada.meet(ben);
        ada.publish(SEVEN, "seven", PeerScope.NEAR_ME);
        ada.links.speak(new ObjectProtocol(
                new SafeExecutor(time.serial("liar")), (asker, id, hash) -> Optional.of(ByteBuffer.allocate(5))));
        Throwable why = failure(ben.objects.fetch(seenByBen()));
        assertTrue(why instanceof ProtocolException, why.toString());
        assertEquals(1, ben.links.broken().size());
    }

    @Test
    void anAnswerThatNeverComesEnds() {
        ada.meet(ben);
        ada.publish(SEVEN, "seven", PeerScope.NEAR_ME);
        ada.links.speak(new SilentHandler(ObjectProtocol.PROTOCOL));
        CompletableFuture<ByteBuffer> asked = ben.objects.fetch(seenByBen()).toCompletableFuture();
        time.advance(Duration.ofSeconds(29));
        assertFalse(asked.isDone());
        time.advance(Duration.ofSeconds(1));
        assertTrue(failure(asked) instanceof PeerUnreachableException);
    }

    @Test
    void whoWaitsForBytesIsToldThatItStops() {
        ada.meet(ben);
        ada.publish(SEVEN, "seven", PeerScope.NEAR_ME);
        ada.links.speak(new SilentHandler(ObjectProtocol.PROTOCOL));
        ObjectInfo info = seenByBen();
        CompletableFuture<ByteBuffer> asked = ben.objects.fetch(info).toCompletableFuture();
        time.run();
        assertFalse(asked.isDone());
        ben.core.stop();
        String why = failure(asked).getMessage();
        assertTrue(why.contains("stopping"), why);
        assertTrue(failure(ben.objects.fetch(info)).getMessage().contains("stopping"), "and who asks too late");
    }

    @Test
    void row03_fullSignOutWithdrawsObjectsAndPresenceInOneEvent() {
        contacts();
        ada.meet(ben);
        for (int i = 1; i <= 3; i++) {
            ada.publish(new UUID(0, i), "object", PeerScope.INTERNET);
        }
        ben.heard();
        ben.seen();
        ada.own.clear();
        ada.signOut();
        time.advance(Duration.ofMinutes(2));
        assertEquals(1, ben.heard().size()); // these links lose the goodbye; tests/peers tells the reason
        assertEquals(List.of("Withdrawn 1 2 3"), ben.seen());
        assertEquals(1, ada.own.size(), "one event here, too");
        assertEquals(List.of(), ada.objects.all());
        assertEquals(
                1,
                ada.changes.stream()
                        .filter(ObjectEvent.Withdrawn.class::isInstance)
                        .count());
    }

    @Test
    void row03_signingInAgainShowsNoStaleObjects() {
        contacts();
        ada.meet(ben);
        Publication before = ada.publish(SEVEN, "before", PeerScope.ALL);
        ben.near.disappears(ada, NearMeEvent.Reason.GOODBYE);
        ada.signOut();
        time.advance(Person.GRACE);
        ben.seen();
        assertFalse(before.isCurrent());
        ada.signIn();
        ben.near.appears(ada);
        time.run();
        assertEquals(List.of(), ben.seen(), "near, and not linked yet");
        ada.dial(ben);
        assertEquals("Added ONLINE", ben.heard().get(2));
        assertEquals(List.of(), ben.seen());
        assertEquals(List.of(), ada.objects.published());
        before.close();
        ada.publish(SEVEN, "after", PeerScope.ALL);
        assertEquals(List.of("Added 7"), ben.seen());
    }

    @Test
    void whoLeavesTakesTheirObjectsAlong() {
        ada.meet(ben);
        ada.publish(SEVEN, "seven", PeerScope.NEAR_ME);
        ada.publish(new UUID(0, 8), "eight", PeerScope.NEAR_ME);
        ben.seen();
        ben.near.disappears(ada, NearMeEvent.Reason.SILENT);
        time.run();
        assertEquals(List.of("Withdrawn 7 8"), ben.seen());
        ben.near.appears(ada);
        time.run();
        assertEquals(List.of("Added 7", "Added 8"), ben.seen());
        ben.watch.unbindPeople(ben.near);
        time.run();
        assertEquals(List.of("Withdrawn 7 8"), ben.seen());
    }
}
