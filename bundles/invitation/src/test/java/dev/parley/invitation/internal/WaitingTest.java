package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.testkit.FakeStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invitations to contacts who are not there. */
class WaitingTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final World world = new World(14);
    private final FakeStore store = new FakeStore(world.execution.serial("store"));
    private final FakePeer ada = world.peer();
    private final FakePeer ben = world.peer();

    @BeforeEach
    void adaKeepsBenWhoIsAway() {
        ada.store(store);
        ada.befriend(ben);
        world.cut(ada, ben);
        world.run();
    }

    @AfterEach
    void nobodyBrokeTheProtocol() {
        assertEquals(List.of(), world.violations);
    }

    private OutgoingInvitation invite() {
        OutgoingInvitation sent = ada.invite(ben.contact(), WEEK);
        world.run();
        return sent;
    }

    /** Ben comes, and his node finds Ada's. */
    private void appears(FakePeer inviter, FakePeer contact) {
        world.heal(inviter, contact);
        world.link(contact, inviter);
        world.run();
    }

    @Test
    void itWaitsAndTheSenderSeesSo() {
        OutgoingInvitation sent = invite();
        assertTrue(World.waits(sent));
        assertEquals(Set.of(ben.contact()), sent.waiting());
        assertEquals(
                List.of(new InvitationEvent.Sent(sent), new InvitationEvent.Waiting(sent, ben.contact(), true)),
                ada.events);
        assertEquals(List.of(sent), ada.invitations.outgoing());
        assertEquals(1, store.table(Kept.TABLE).size(), "told only when it is on disk");
    }

    @Test
    void itIsDeliveredWhenTheContactAppears() {
        OutgoingInvitation sent = invite();
        world.advance(Duration.ofDays(3));
        assertTrue(World.waits(sent));
        appears(ada, ben);
        assertEquals(Set.of(), sent.waiting());
        assertEquals(new InvitationEvent.Delivered(sent, ben.contact()), ada.events.get(2));
        assertEquals(Duration.ofDays(4), ben.only().remaining());
        ben.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(1, ben.launches.size());
        assertEquals(0, store.table(Kept.TABLE).size());
    }

    @Test
    void itIsDeliveredToAnEndpointThatWasKnownAndIsReachableAgain() {
        ada.cards.told(ben, ben);
        OutgoingInvitation sent = invite();
        assertEquals(Set.of(ben.contact()), sent.waiting());
        world.heal(ada, ben);
        world.advance(Duration.ofMinutes(2));
        assertEquals(1, ben.invitations.incoming().size());
    }

    @Test
    void dialsAreFewWhileItWaits() {
        ada.cards.told(ben, ben);
        invite();
        world.advance(Duration.ofHours(1));
        int before = ada.links.dials;
        world.advance(Duration.ofHours(1));
        assertTrue(ada.links.dials - before <= 90, "about one a minute, not " + (ada.links.dials - before));
        assertEquals(2, ada.events.size(), "it is said once that it waits");
    }

    @Test
    void itEndsWhenWhoeverKeepsTheContactsComesBackWithoutThem() {
        OutgoingInvitation sent = invite();
        ada.invitations.unbindContacts(ada.book);
        ada.book.forget(ben);
        world.run();
        assertTrue(World.waits(sent), "nobody knows");
        ada.invitations.bindContacts(ada.book);
        world.run();
        assertThrows(ContactException.Unknown.class, () -> World.outcome(sent));
        assertEquals(0, store.table(Kept.TABLE).size());
    }

    @Test
    void itExpires() {
        OutgoingInvitation sent = invite();
        world.advance(WEEK.minusNanos(1));
        assertTrue(World.waits(sent));
        world.advance(Duration.ofNanos(1));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        assertEquals(0, store.table(Kept.TABLE).size());
        appears(ada, ben);
        assertEquals(List.of(), ben.events);
    }

    @Test
    void itCanBeTakenBack() {
        OutgoingInvitation sent = invite();
        sent.cancel();
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        assertEquals(0, store.table(Kept.TABLE).size());
        appears(ada, ben);
        assertEquals(List.of(), ben.events);
        assertEquals(List.of(), ada.invitations.outgoing());
    }

    @Test
    void itSurvivesARestartOfTheInviter() {
        OutgoingInvitation before = invite();
        world.advance(Duration.ofDays(1));
        FakePeer again = world.restart(ada);
        again.store(store);
        world.run();
        OutgoingInvitation sent = again.invitations.outgoing().get(0);
        assertEquals(before.id(), sent.id());
        assertEquals(before.session().id(), sent.session().id());
        assertEquals(before.request(), sent.request());
        assertEquals(
                List.of(new InvitationEvent.Sent(sent), new InvitationEvent.Waiting(sent, ben.contact(), true)),
                again.events);
        appears(again, ben);
        assertEquals(Duration.ofDays(6), ben.only().remaining());
        assertEquals("come", ben.only().message());
        ben.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(1, again.launches.size());
        assertEquals(1, ben.launches.size());
        assertEquals(0, store.table(Kept.TABLE).size());
    }

    @Test
    void whatRingsAlreadyGoesOnAfterAPoliteRestartToo() {
        invite();
        appears(ada, ben);
        ada.collaborationListeners.get(0).accept(new CollaborationEvent.SignedOut());
        ada.invitations.stop();
        world.run();
        assertEquals(IncomingState.OPEN, ben.only().state());
        ben.only().accept();
        FakePeer again = world.restart(ada);
        again.store(store);
        appears(again, ben);
        assertEquals(1, again.launches.size());
        assertEquals(1, ben.launches.size());
    }

    @Test
    void theStagesOfAStartThatEndsFail() {
        OutgoingInvitation sent = invite();
        ada.invitations.stop();
        world.run();
        InvitationException failure = assertThrows(InvitationException.class, () -> World.outcome(sent));
        assertTrue(failure.getMessage().contains("next start"), failure.getMessage());
        assertEquals(1, store.table(Kept.TABLE).size());
    }

    @Test
    void oneThatExpiredWhileNobodyRanEndsAtTheNextStart() {
        invite();
        FakePeer again = world.restart(ada);
        world.advance(WEEK.plusDays(1));
        again.store(store);
        world.run();
        InvitationEvent.Ended ended =
                assertInstanceOf(InvitationEvent.Ended.class, again.events.get(again.events.size() - 1));
        assertInstanceOf(InvitationOutcome.Expired.class, ended.outcome().orElseThrow());
        assertEquals(0, store.table(Kept.TABLE).size());
    }

    @Test
    void withoutAStoreItWaitsInMemoryAndSaysSo() {
        FakePeer bare = world.peer();
        bare.befriend(ben);
        world.cut(bare, ben);
        OutgoingInvitation sent = bare.invite(ben.contact(), WEEK);
        world.run();
        assertEquals(new InvitationEvent.Waiting(sent, ben.contact(), false), bare.events.get(1));
        bare.collaborationListeners.get(0).accept(new CollaborationEvent.SignedOut());
        world.run();
        assertThrows(NotSignedInException.class, () -> World.outcome(sent));
    }

    @Test
    void aFullDiskIsSaidAndItWaitsInMemory() {
        store.full(true);
        OutgoingInvitation sent = invite();
        assertEquals(new InvitationEvent.Waiting(sent, ben.contact(), false), ada.events.get(1));
        appears(ada, ben);
        assertEquals(1, ben.invitations.incoming().size());
    }

    @Test
    void aContactWhoIsForgottenOrBlockedIsWaitedForNoMore() {
        OutgoingInvitation sent = invite();
        ada.book.block(ben);
        world.run();
        assertThrows(ContactException.Unknown.class, () -> World.outcome(sent));
        assertEquals(0, store.table(Kept.TABLE).size());
        ada.befriend(ben);
        OutgoingInvitation second = invite();
        ada.book.forget(ben);
        world.run();
        assertThrows(ContactException.Unknown.class, () -> World.outcome(second));
    }

    @Test
    void whoListensLaterIsToldThatItWaits() {
        OutgoingInvitation sent = invite();
        List<InvitationEvent> late = new ArrayList<>();
        ada.invitations.onChange(late::add);
        world.run();
        assertEquals(
                List.of(new InvitationEvent.Sent(sent), new InvitationEvent.Waiting(sent, ben.contact(), true)), late);
        appears(ada, ben);
        late.clear();
        ada.invitations.onChange(late::add);
        world.run();
        assertEquals(List.of(new InvitationEvent.Sent(sent)), late);
    }

    @Test
    void whatIsNotUnderstoodOnDiskIsLeftAsItIs() {
        store.table(Kept.TABLE).put("not an id", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        FakePeer again = world.restart(ada);
        again.store(store);
        world.run();
        assertEquals(List.of(), again.events);
        assertTrue(store.table(Kept.TABLE).containsKey("not an id"));
    }
}
