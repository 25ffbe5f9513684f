package dev.parley.session.internal;

import static dev.parley.api.session.MemberRole.CREATOR;
import static dev.parley.api.session.MemberRole.MAY_INVITE;
import static dev.parley.api.session.MemberRole.MEMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.MemberRole;
import dev.parley.testkit.FakeIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RosterRulesTest {
    private final Writer creator = Writer.of(1);
    private final Writer ada = Writer.of(2);
    private final Writer ben = Writer.of(3);
    private final Writer cleo = Writer.of(4);
    private final Writer dan = Writer.of(5);

    RosterRulesTest() {
        creator.create();
    }

    /** The creator invites; they join, and everybody knows. */
    private void bring(MemberRole role, Writer... newcomers) {
        for (Writer newcomer : newcomers) {
            creator.invite(newcomer, role);
            newcomer.take(creator).join();
            creator.take(newcomer);
        }
        for (Writer newcomer : newcomers) {
            newcomer.take(creator);
        }
    }

    /** After everybody knows everything. */
    private void assertMembers(Writer... members) {
        Set<PeerName> expected = Arrays.stream(members).map(Writer::peer).collect(Collectors.toSet());
        Writer.merge(creator, ada, ben, cleo, dan);
        for (Writer who : List.of(creator, ada, ben, cleo, dan)) {
            assertEquals(creator.view(), who.view());
        }
        assertEquals(
                expected,
                creator.view().members().keySet().stream()
                        .map(member -> member.peer())
                        .collect(Collectors.toSet()));
    }

    /** It does not even come in. */
    private static void assertRefused(String why, Supplier<RosterEntry> write) {
        ProtocolException refused = assertThrows(ProtocolException.class, write::get);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @Test
    void theCreatorIsInFromTheStart() {
        assertMembers(creator);
        assertEquals(CREATOR, ada.view().role(creator.peer()));
    }

    @Test
    void theCreatorInvitesAndRemoves() {
        bring(MEMBER, ada, ben);
        assertMembers(creator, ada, ben);
        creator.remove(ada);
        assertMembers(creator, ben);
        assertEquals(Optional.of(creator.peer()), ben.view().removed().get(ada.peer()));
    }

    @Test
    void whoIsNotInvitedCannotJoin() {
        assertRefused("was never invited", ada.take(creator)::join);
        assertMembers(creator);
        assertEquals(Set.of(), creator.view().left());
        creator.invite(ada);
        creator.remove(ada);
        ada.take(creator).join(); // comes in, as nobody can forget the invitation, and does not count
        assertMembers(creator);
    }

    @Test
    void whoMayInviteInvitesAsMember() {
        bring(MAY_INVITE, ada);
        ada.invite(ben);
        assertRefused("never given the right", () -> ada.invite(cleo, MAY_INVITE));
        ben.take(ada).join();
        assertMembers(creator, ada, ben);
        assertEquals(MEMBER, creator.view().role(ben.peer()));
    }

    @Test
    void whoMayInviteRemovesButNotTheCreator() {
        bring(MAY_INVITE, ada, ben);
        ada.remove(ben);
        ada.remove(creator);
        assertMembers(creator, ada);
        creator.invite(cleo);
        cleo.take(creator).join();
        assertMembers(creator, ada, cleo);
    }

    @Test
    void aMemberNeitherInvitesNorRemoves() {
        bring(MEMBER, ada, ben);
        assertRefused("never given the right", () -> ada.invite(cleo));
        assertRefused("never given the right", () -> ada.remove(ben));
        assertRefused("was never invited", cleo.take(ada)::join);
        assertMembers(creator, ada, ben);
        creator.give(ada, MAY_INVITE);
        creator.give(ada, MEMBER);
        ada.take(creator).invite(cleo); // comes in, and does not count
        ada.remove(ben);
        cleo.take(ada).join();
        assertMembers(creator, ada, ben);
        assertFalse(creator.view().invited().contains(cleo.peer()));
    }

    @Test
    void onlyTheCreatorGivesRoles() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben, cleo);
        assertRefused("never given the right", () -> ada.give(ben, MAY_INVITE));
        creator.give(cleo, MAY_INVITE);
        assertMembers(creator, ada, ben, cleo);
        assertEquals(MEMBER, dan.view().role(ben.peer()));
        assertEquals(MAY_INVITE, dan.view().role(cleo.peer()));
        creator.give(cleo, MEMBER);
        cleo.take(creator).invite(dan);
        dan.take(cleo).join();
        assertMembers(creator, ada, ben, cleo);
    }

    @Test
    void anotherInvitationLowersNobody() {
        bring(MAY_INVITE, ada, ben);
        ada.invite(ben);
        creator.take(ada).invite(ben);
        assertMembers(creator, ada, ben);
        assertEquals(MAY_INVITE, dan.view().role(ben.peer()));
    }

    @Test
    void ofTwoRolesGivenAtOnceTheLesserHolds() {
        Writer second = new Writer(new FakeIdentity(new FakeIdentity(1), 9));
        creator.invite(creator);
        second.take(creator).join();
        bring(MEMBER, ada);
        Writer.merge(creator, second);
        creator.give(ada, MAY_INVITE);
        second.give(ada, MEMBER);
        Writer.merge(creator, second);
        assertEquals(MEMBER, second.view().role(ada.peer()));
        second.give(ada, MAY_INVITE);
        assertEquals(MAY_INVITE, creator.take(second).view().role(ada.peer()));
    }

    @Test
    void invitesWhileTheCreatorIsAway() {
        bring(MAY_INVITE, ada);
        creator.invite(dan); // at the same time, elsewhere
        ada.invite(ben);
        ben.take(ada).join();
        Writer.merge(ada, ben);
        assertTrue(ada.sees(ben));
        dan.take(creator).join();
        assertMembers(creator, ada, ben, dan);
    }

    @Test
    void anInvitationConcurrentWithItsAuthorsRemovalIsVoidAndTheJoinOnIt() {
        bring(MAY_INVITE, ada);
        creator.remove(ada);
        ada.invite(ben);
        ben.take(ada).join();
        assertTrue(ben.sees(ben));
        assertMembers(creator);
        assertFalse(creator.view().invited().contains(ben.peer()));
    }

    @Test
    void aRemovalConcurrentWithItsAuthorsRemovalIsVoid() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben);
        creator.remove(ada);
        ada.remove(ben);
        assertMembers(creator, ben);
    }

    @Test
    void aRoleGivenWhileSomebodyIsRemovedGivesNothing() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben);
        ada.remove(ben);
        creator.give(ben, MAY_INVITE);
        ben.take(creator).invite(cleo);
        cleo.take(ben).join();
        assertMembers(creator, ada);
        creator.invite(ben);
        ben.take(creator).join();
        assertMembers(creator, ada, ben);
        assertEquals(MEMBER, dan.view().role(ben.peer()));
    }

    @Test
    void whatWasDoneBeforeARemovalStays() {
        bring(MAY_INVITE, ada);
        ada.invite(ben);
        ben.take(ada).join();
        creator.take(ben).remove(ada);
        assertMembers(creator, ben);
    }

    @Test
    void mutualRemovalRemovesBoth() {
        bring(MAY_INVITE, ada, ben);
        ada.remove(ben);
        ben.remove(ada);
        assertMembers(creator);
    }

    @Test
    void mutualRemovalRemovesBothWhateverTheyDidBefore() {
        bring(MAY_INVITE, ada, ben);
        bring(MEMBER, cleo);
        ada.invite(dan);
        ada.remove(cleo);
        ada.remove(ben);
        ben.remove(ada);
        dan.take(ada).join();
        assertMembers(creator, cleo); // what Ada did unseen by who removed her is void, but for the circle
    }

    @Test
    void aCircleOfRemovalsRemovesAllInIt() {
        bring(MAY_INVITE, ada, ben, cleo);
        bring(MEMBER, dan);
        ada.remove(ben);
        ben.remove(cleo);
        cleo.remove(ada);
        assertMembers(creator, dan);
    }

    @Test
    void aChainOfRemovalsRemovesEveryOtherOne() {
        bring(MAY_INVITE, ada, ben);
        bring(MEMBER, cleo);
        ada.remove(ben);
        ben.remove(cleo);
        assertMembers(creator, ada, cleo);
    }

    @Test
    void theCreatorsRemovalBeatsACircle() {
        bring(MAY_INVITE, ada, ben);
        ada.remove(ben);
        ben.remove(ada);
        creator.remove(ada);
        assertMembers(creator, ben);
    }

    @Test
    void aRemovalOfTheCreatorMakesNoCircle() {
        bring(MAY_INVITE, ada, ben, cleo);
        cleo.invite(ada); // hangs on Ada, who removes Cleo
        ada.take(cleo);
        ada.remove(creator);
        Writer.merge(ada, ben);
        creator.remove(cleo);
        creator.remove(ada);
        assertMembers(creator, ben);
    }

    @Test
    void anInvitationThatHangsOnItselfIsVoid() {
        bring(MAY_INVITE, ada, ben);
        bring(MAY_INVITE, cleo);
        creator.remove(cleo);
        cleo.leave();
        Writer.merge(creator, ada, ben, cleo);
        ada.invite(cleo); // and Cleo, in by that, removes Ben, who removed Ada at that time
        cleo.take(ada).join();
        ben.remove(ada);
        creator.take(cleo).give(cleo, MAY_INVITE);
        cleo.take(creator).remove(ben);
        assertMembers(creator, ben);
    }

    @Test
    void whoWasRemovedIsInAgainByAnInvitationThatKnowsIt() {
        bring(MAY_INVITE, ada);
        creator.remove(ada);
        creator.invite(ada);
        ada.take(creator);
        assertFalse(ada.sees(ada));
        ada.join();
        assertMembers(creator, ada);
        assertEquals(MEMBER, ben.view().role(ada.peer())); // the old role went
        assertFalse(ben.view().removed().containsKey(ada.peer()));
    }

    @Test
    void anInvitationThatDoesNotKnowTheRemovalIsTakenBackByIt() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben);
        creator.remove(ben);
        ada.invite(ben);
        ben.take(ada).join();
        assertMembers(creator, ada);
    }

    @Test
    void whoWasRemovedCannotJoinOnTheOldInvitation() {
        bring(MEMBER, ada);
        Writer old = ada.twin();
        creator.remove(ada);
        ada.take(creator).join();
        assertMembers(creator);
        old.leave();
        old.join();
        assertFalse(creator.take(old).sees(old));
    }

    @Test
    void backdatingChangesNothing() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben);
        Writer old = ada.twin();
        creator.remove(ada);
        Writer.merge(creator, ada, ben);
        RosterView before = creator.view();
        old.remove(ben);
        old.invite(cleo);
        cleo.take(old).join();
        Writer.merge(creator, old, cleo);
        assertEquals(before, creator.view());
    }

    @Test
    void whoContradictsItselfIsOutForEverybodyInAnyOrder() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben);
        Writer other = ada.twin();
        ada.invite(cleo);
        other.remove(ben);
        cleo.take(ada).join();
        Writer one = ben.twin().take(ada, cleo).take(other);
        Writer two = ben.twin().take(other).take(ada, cleo);
        assertEquals(one.view(), two.view());
        assertTrue(one.sees(ben));
        assertFalse(one.sees(ada));
        assertFalse(one.sees(cleo)); // nothing of the lie and after it counts
        assertEquals(Optional.empty(), one.view().removed().get(ada.peer()));
        creator.take(one).invite(ada);
        ada.take(creator).join();
        assertMembers(creator, ben); // for good
    }

    @Test
    void aContradictionIsPassedOn() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben, cleo);
        Writer other = ada.twin();
        Writer third = ada.twin();
        ben.take(creator);
        ada.invite(dan);
        other.remove(ben);
        third.remove(cleo);
        ben.take(ada); // each has another one, and builds on it
        cleo.take(other);
        creator.invite(dan);
        dan.take(creator).take(third);
        ben.leave();
        cleo.leave();
        dan.join();
        Writer.merge(ben, cleo);
        assertFalse(ben.sees(ada));
        Writer.merge(cleo, dan);
        assertFalse(dan.sees(ada));
        Writer.merge(ben, dan);
        assertEquals(
                Set.copyOf(ben.log.entries()), Set.copyOf(dan.log.entries())); // all three: others have built on them
        assertTrue(ben.log.missing(dan.log.have()).isEmpty());
    }

    @Test
    void aContradictionCountsAtAllEndpointsOfThePerson() {
        Writer second = new Writer(new FakeIdentity(new FakeIdentity(2), 9));
        bring(MAY_INVITE, ada);
        second.take(ada).join();
        second.invite(ben); // before: stays
        ada.take(second);
        ben.take(second).join();
        Writer other = ada.twin();
        ada.leave();
        other.remove(ben);
        second.take(ada, other, ben).remove(ben);
        creator.take(second);
        assertFalse(creator.sees(second));
        assertMembers(creator, ben);
    }

    @Test
    void anEnvelopeWrittenOtherwiseIsNoContradiction() {
        bring(MEMBER, ada);
        RosterEntry entry = ada.log.entries().get(2);
        byte[] unknownField = {(byte) 0xf8, 0x7f, 1};
        assertEquals(Optional.empty(), creator.log.add(entry.encoded().concat(ByteString.copyFrom(unknownField))));
        assertMembers(creator, ada);
    }

    @Test
    void whoLeftMayJoinAgainWhileTheInvitationStands() {
        bring(MAY_INVITE, ada);
        ada.leave();
        assertMembers(creator);
        assertEquals(Set.of(ada.remote()), creator.view().left());
        assertTrue(creator.view().invited().contains(ada.peer()));
        ada.join();
        assertMembers(creator, ada);
        ada.leave();
        creator.take(ada).remove(ada);
        ada.take(creator).join();
        assertMembers(creator);
    }

    @Test
    void whoLeftRulesNoMore() {
        bring(MAY_INVITE, ada);
        bring(MEMBER, ben);
        ada.leave();
        ada.remove(ben);
        assertMembers(creator, ben);
    }

    @Test
    void aRemovalIsOfAllEndpoints() {
        Writer second = new Writer(new FakeIdentity(new FakeIdentity(2), 9));
        bring(MEMBER, ada);
        second.take(creator).join();
        assertTrue(creator.take(second).sees(second));
        creator.remove(ada);
        assertFalse(creator.sees(second));
        assertMembers(creator);
    }

    @Test
    void whoClaimsTheEndpointOfAnotherHidesNobody() {
        FakeIdentity real = new FakeIdentity(2);
        Writer thief = new Writer(new Claimed(new FakeIdentity(6), real), new Claimed.Reader(), real);
        Writer honest = new Writer(real, new Claimed.Reader(), real);
        Writer host = new Writer(creator.identity, new Claimed.Reader(), real);
        host.take(creator);
        host.invite(thief);
        host.invite(honest);
        thief.take(host).join();
        honest.take(host).join();
        Writer.merge(host, thief, honest);
        assertTrue(host.sees(thief) && host.sees(honest));
        assertEquals(host.view(), honest.view());
        honest.leave();
        assertFalse(thief.take(honest).sees(honest));
    }

    /** Who saw the one key, and who saw the other one, must not refuse each other for ever. */
    @Test
    void whoHasTwoKeysForOneEndpointLiesAndSplitsNobody() {
        FakeIdentity real = new FakeIdentity(7);
        FakeIdentity person = new FakeIdentity(6);
        Writer one = new Writer(new Claimed(person, real), new Claimed.Reader(), real);
        Writer other = new Writer(new Claimed(new FakeIdentity(person, 9), real), new Claimed.Reader(), real);
        assertEquals(one.remote(), other.remote());
        bring(MEMBER, ada, ben);
        creator.invite(one);
        one.take(creator).join();
        other.take(creator).join();
        Writer left = new Writer(ada.identity, new Claimed.Reader(), real).take(one);
        Writer right = new Writer(ben.identity, new Claimed.Reader(), real).take(other);
        left.join();
        right.join();
        Writer.merge(left, right);
        assertEquals(left.view(), right.view());
        assertTrue(left.sees(left) && left.sees(right));
        assertFalse(left.sees(one));
        assertEquals(Optional.empty(), left.view().removed().get(one.peer()));
    }

    @Test
    void ofTwoWhoJoinAtOnceAsTheLastOneTheSameIsInForEverybody() {
        List<Writer> many = new ArrayList<>();
        for (int seed = 10; seed < 26; seed++) {
            many.add(Writer.of(seed));
        }
        many.forEach(creator::invite);
        for (Writer newcomer : many.subList(0, 14)) {
            newcomer.take(creator).join();
            creator.take(newcomer);
        }
        many.subList(14, 16).forEach(late -> late.take(creator).join());
        Writer one = creator.twin().take(many.get(14)).take(many.get(15));
        Writer two = creator.twin().take(many.get(15)).take(many.get(14));
        assertEquals(16, one.view().members().size());
        assertEquals(
                List.copyOf(one.view().members().keySet()),
                List.copyOf(two.view().members().keySet()));
        many.get(0).take(one).leave();
        one.take(many.get(0));
        assertTrue(one.sees(many.get(14)) && one.sees(many.get(15))); // there is room again
    }
}
