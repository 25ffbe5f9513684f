package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.session.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invitations to contacts, at one endpoint and at several. */
class ContactTargetTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final World world = new World(11);
    private final FakePeer ada = world.peer();
    private final FakePeer ben = world.peer();

    @AfterEach
    void nobodyBrokeTheProtocolAndNothingIsHeld() {
        assertEquals(List.of(), world.violations);
        world.advance(DEADLINE.plusSeconds(61));
        world.peers.forEach(peer -> assertEquals(0, peer.links.holds()));
    }

    private OutgoingInvitation invite() {
        OutgoingInvitation sent = ada.invite(ben.contact(), DEADLINE);
        world.run();
        return sent;
    }

    /** Ben has three endpoints, all known by his card; Ada keeps him. */
    private List<FakePeer> three() {
        List<FakePeer> all = List.of(ben, world.device(ben), world.device(ben));
        ada.befriend(ben);
        ada.cards.told(ben, all.toArray(FakePeer[]::new));
        return all;
    }

    @Test
    void row36_aContactIsInvitedByKey() {
        ada.befriend(ben);
        ada.cards.told(ben, ben);
        OutgoingInvitation sent = invite();
        assertTrue(sent.waiting().isEmpty());
        ben.only().accept();
        world.run();
        InvitationOutcome.Accepted yes = assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(ben.identity.peer(), yes.member().peer());
    }

    @Test
    void row36_anImpostorAtTheAddressGetsNothing() {
        ada.befriend(ben);
        ada.cards.told(ben, ben);
        FakePeer impostor = world.impostor(ben);
        OutgoingInvitation sent = invite();
        assertThrows(IdentityMismatchException.class, () -> World.outcome(sent));
        assertEquals(0, world.messages);
        assertEquals(List.of(), impostor.events);
        assertFalse(ada.acquainted.contains(impostor.identity.peer()));
    }

    @Test
    void row37_aStrangersInvitationIsFlaggedUnverified() {
        ada.invite(ben);
        world.run();
        IncomingInvitation came = ben.only();
        assertFalse(came.from().verified());
        assertFalse(came.contact());
        came.accept();
        world.run();
        assertFalse(ben.launches.get(0).verified());
    }

    @Test
    void row40_whoWasVerifiedIsShownSoInThePromptAndAtTheLaunch() {
        ben.book.contact(ada, true, "Ada from work");
        ben.invitations.bindContacts(ben.book);
        ada.invite(ben);
        world.run();
        IncomingInvitation came = ben.only();
        assertTrue(came.from().verified());
        assertTrue(came.contact());
        assertEquals("Ada from work", came.from().displayName());
        came.accept();
        world.run();
        assertTrue(ben.launches.get(0).verified());
    }

    @Test
    void whoIsNoContactIsNotInvitedAsOne() {
        OutgoingInvitation sent = invite();
        assertThrows(ContactException.Unknown.class, () -> World.outcome(sent));
        assertEquals(CloseReason.Kind.NOT_JOINED, ada.sessions.get(0).closedAs());
    }

    @Test
    void whoIsBlockedIsNotInvited() {
        ada.book.block(ben);
        ada.invitations.bindContacts(ada.book);
        OutgoingInvitation sent = invite();
        InvitationException failure = assertThrows(InvitationException.class, () -> World.outcome(sent));
        assertTrue(failure.getMessage().contains("Unblock"), failure.getMessage());
    }

    @Test
    void oneselfIsNoContactToInvite() {
        ada.befriend(ada);
        OutgoingInvitation sent = ada.invite(ada.contact(), DEADLINE);
        world.run();
        assertThrows(InvitationException.class, () -> World.outcome(sent));
    }

    @Test
    void row45_itRingsAtAllEndpointsAndTheYesAtOneWithdrawsTheOthers() {
        List<FakePeer> all = three();
        OutgoingInvitation sent = invite();
        List<IncomingInvitation> came = all.stream().map(FakePeer::only).toList();
        came.forEach(each -> assertEquals(sent.id(), each.id()));
        came.get(1).accept();
        world.run();
        InvitationOutcome.Accepted yes = assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(all.get(1).identity.endpoint(), yes.member().endpoint());
        assertEquals(List.of(), all.get(0).invitations.incoming());
        assertEquals(List.of(), all.get(2).invitations.incoming());
        assertEquals(
                List.of(0, 1, 0), all.stream().map(peer -> peer.launches.size()).toList());
        assertEquals(1, ada.launches.size());
        assertEquals(1, ended(ada), "one target ends once");
    }

    @Test
    void row45_aNoAtOneEndpointIsANoOfThePerson() {
        List<FakePeer> all = three();
        OutgoingInvitation sent = invite();
        all.get(2).only().decline();
        world.run();
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(sent));
        all.forEach(peer -> assertEquals(List.of(), peer.invitations.incoming()));
        assertEquals(CloseReason.Kind.NOT_JOINED, ada.sessions.get(0).closedAs());
    }

    @Test
    void row45_twoAcceptAtOnceAndOneJoins() {
        List<FakePeer> all = three();
        world.latencyNanos = Duration.ofMillis(20).toNanos();
        OutgoingInvitation sent = ada.invite(ben.contact(), DEADLINE);
        world.advance(Duration.ofSeconds(1));
        all.forEach(peer -> peer.only().accept());
        world.advance(Duration.ofSeconds(1));
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(1, all.stream().mapToInt(peer -> peer.launches.size()).sum());
        assertEquals(1, ada.launches.size());
    }

    @Test
    void row45_nobodyAnswersAtAnyEndpoint() {
        three();
        OutgoingInvitation sent = invite();
        world.advance(DEADLINE);
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        assertEquals(1, ended(ada));
    }

    @Test
    void row45_anEndpointWithoutTheApplicationLeavesItToTheOthers() {
        List<FakePeer> all = three();
        all.get(0).installed = false;
        OutgoingInvitation sent = invite();
        assertTrue(World.waits(sent));
        all.get(1).only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
    }

    @Test
    void row45_anAnswerOfAnEndpointThatIsThereCountsMoreThanOnesThatAreNot() {
        List<FakePeer> all = three();
        all.get(0).installed = false;
        world.cut(ada, all.get(1));
        world.cut(ada, all.get(2));
        OutgoingInvitation sent = invite();
        assertInstanceOf(InvitationOutcome.NotInstalled.class, World.outcome(sent));
    }

    @Test
    void anEndpointThatComesWhileItRingsRingsToo() {
        ada.befriend(ben);
        ada.cards.told(ben, ben);
        FakePeer laptop = world.device(ben);
        OutgoingInvitation sent = invite();
        assertEquals(List.of(), laptop.events);
        world.link(laptop, ada);
        world.run();
        laptop.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(List.of(), ben.invitations.incoming());
    }

    @Test
    void aLinkThatComesInTheMomentOfTheInvitationIsUsedOnce() {
        ada.befriend(ben);
        List<OutgoingInvitation> sent = new ArrayList<>();
        ada.links.onChange(change -> sent.add(ada.invite(ben.contact(), DEADLINE)));
        world.link(ben, ada);
        world.run();
        ben.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent.get(0)));
    }

    /** The original kept the handle of the endpoint it asked last, so a cancel missed all others (seed 1.17, 2). */
    @Test
    void row43_aCancelReachesEveryEndpoint() {
        List<FakePeer> all = three();
        OutgoingInvitation sent = invite();
        sent.cancel();
        world.run();
        assertInstanceOf(InvitationOutcome.Cancelled.class, World.outcome(sent));
        all.forEach(peer -> assertEquals(List.of(), peer.invitations.incoming()));
        all.forEach(peer -> assertInstanceOf(InvitationEvent.Changed.class, peer.events.get(1)));
    }

    private static long ended(FakePeer peer) {
        return peer.events.stream()
                .filter(InvitationEvent.Ended.class::isInstance)
                .count();
    }
}
