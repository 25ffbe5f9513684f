package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRule.Answer;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.store.StoreException;
import dev.parley.testkit.FakeStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The rules that the person set by hand. */
class RulesTest {
    private static final Optional<ApplicationId> CHAT = Optional.of(FakePeer.CHAT);
    private static final Optional<ApplicationId> ALL = Optional.empty();
    private static final Optional<PeerName> EVERYONE = Optional.empty();

    private final World world = new World(13);
    private final FakePeer ada = world.peer();
    private final FakePeer ben = world.peer();
    private final Optional<PeerName> person = Optional.of(ada.identity.peer());

    private OutgoingInvitation invite() {
        OutgoingInvitation sent = ada.invite(ben);
        world.run();
        return sent;
    }

    private static void set(
            FakePeer peer, Optional<PeerName> person, Optional<ApplicationId> application, Answer answer) {
        World.now(peer.rules.set(new InvitationRule(person, application, answer)));
    }

    @Test
    void row38_alwaysNeverAndAskDecideBeforeAllOthers() {
        ben.invitations.bindPolicy(invitation -> Decision.DECLINE, Map.of("service.ranking", Integer.MAX_VALUE));
        set(ben, EVERYONE, ALL, Answer.ALWAYS);
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(invite()));
        set(ben, EVERYONE, ALL, Answer.ASK);
        assertTrue(World.waits(invite()));
        ben.only().decline();
        world.run();
        ben.invitations.bindPolicy(invitation -> Decision.ACCEPT, Map.of("service.ranking", Integer.MAX_VALUE));
        set(ben, EVERYONE, ALL, Answer.NEVER);
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(invite()));
    }

    @Test
    void row25_theRuleThatSaysMostCounts() {
        set(ben, EVERYONE, ALL, Answer.ALWAYS);
        set(ben, EVERYONE, CHAT, Answer.NEVER);
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(invite()));
        set(ben, person, ALL, Answer.ALWAYS);
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(invite()));
        set(ben, person, CHAT, Answer.NEVER);
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(invite()));
        World.now(ben.rules.remove(person, CHAT));
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(invite()));
        assertEquals(
                List.of(person, EVERYONE, EVERYONE),
                ben.rules.rules().stream().map(InvitationRule::person).toList(),
                "those that say most first");
        assertEquals(
                List.of(ALL, CHAT, ALL),
                ben.rules.rules().stream().map(InvitationRule::application).toList());
    }

    @Test
    void row37_contactsOnlyRejectsAStranger() {
        set(ben, EVERYONE, ALL, Answer.CONTACTS_ONLY);
        InvitationOutcome.Refused no = assertInstanceOf(InvitationOutcome.Refused.class, World.outcome(invite()));
        assertTrue(no.reason().contains("contacts"), no.reason());
        assertEquals(List.of(new InvitationEvent.Suppressed(1)), ben.events);
        ben.befriend(ada);
        assertTrue(World.waits(invite()), "a contact is asked about");
    }

    @Test
    void forContactsItIsAsIfThereWereNoRuleForContactsOnly() {
        ben.befriend(ada);
        set(ben, EVERYONE, CHAT, Answer.CONTACTS_ONLY);
        set(ben, EVERYONE, ALL, Answer.NEVER);
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(invite()));
    }

    @Test
    void contactsOnlyIsForEverybody() {
        assertThrows(IllegalArgumentException.class, () -> new InvitationRule(person, ALL, Answer.CONTACTS_ONLY));
    }

    @Test
    void aBlockedPeersInvitationGoesUnansweredAndNobodyIsAsked() {
        ben.book.block(ada);
        ben.invitations.bindContacts(ben.book);
        OutgoingInvitation sent = invite();
        assertTrue(World.waits(sent));
        assertEquals(2, world.messages, "the offer, and that it was received, as from anybody");
        world.advance(Duration.ofMinutes(5));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        assertEquals(List.of(), ben.events);
        assertEquals(List.of(), world.violations);
    }

    @Test
    void aBlockedPeersCancelIsNotedLikeAnyOther() {
        ben.book.block(ada);
        ben.invitations.bindContacts(ben.book);
        invite().cancel();
        world.run();
        world.advance(Duration.ofMinutes(7));
        assertEquals(List.of(), world.violations);
        assertEquals(0, ada.links.holds());
        assertEquals(List.of(), ben.events);
    }

    @Test
    void aBlockedPeersFloodIsNotEvenCounted() {
        ben.book.block(ada);
        ben.invitations.bindContacts(ben.book);
        for (int i = 0; i < 10; i++) {
            invite();
        }
        assertEquals(List.of(), ben.events);
    }

    @Test
    void blockingTakesTheQuestionAwayWithoutAWordToTheOther() {
        OutgoingInvitation sent = invite();
        ben.invitations.bindContacts(ben.book);
        ben.book.block(ada);
        world.run();
        assertEquals(List.of(), ben.invitations.incoming());
        assertTrue(World.waits(sent));
        world.advance(Duration.ofMinutes(5));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
    }

    @Test
    void row38_rulesSurviveARestart() {
        FakeStore store = new FakeStore(world.execution.serial("store"));
        ben.store(store);
        world.run();
        CompletionStage<Boolean> kept = ben.rules.set(new InvitationRule(EVERYONE, CHAT, Answer.ALWAYS));
        world.run();
        assertTrue(World.now(kept));
        FakePeer again = world.restart(ben);
        again.store(store);
        world.run();
        OutgoingInvitation sent = ada.invite(again);
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
    }

    @Test
    void aRuleThatCannotBeKeptIsNotSet() {
        FakeStore store = new FakeStore(world.execution.serial("store"));
        ben.store(store);
        store.full(true);
        CompletionStage<Boolean> kept = ben.rules.set(new InvitationRule(EVERYONE, CHAT, Answer.ALWAYS));
        world.run();
        Throwable failure = assertThrows(StoreException.class, () -> World.now(kept));
        assertTrue(failure.getMessage().contains("full"), failure.getMessage());
        assertEquals(List.of(), ben.rules.rules());
    }

    @Test
    void rulesThatComeLateFromTheStoreAnswerWhatIsAsked() {
        FakeStore store = new FakeStore(world.execution.serial("store"));
        InvitationRule never = new InvitationRule(EVERYONE, ALL, Answer.NEVER);
        store.table(RuleRecords.TABLE).put(RuleRecords.key(never), RuleRecords.value(never));
        OutgoingInvitation sent = invite();
        assertTrue(World.waits(sent));
        ben.store(store);
        world.run();
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(sent));
    }

    @Test
    void aRuleSetBeforeTheStoreCameGoesBeforeWhatIsThere() {
        FakeStore store = new FakeStore(world.execution.serial("store"));
        InvitationRule never = new InvitationRule(EVERYONE, ALL, Answer.NEVER);
        store.table(RuleRecords.TABLE).put(RuleRecords.key(never), RuleRecords.value(never));
        InvitationRule always = new InvitationRule(EVERYONE, ALL, Answer.ALWAYS);
        World.now(ben.rules.set(always));
        ben.store(store);
        world.run();
        assertEquals(List.of(always), ben.rules.rules());
        assertEquals(RuleRecords.value(always), store.table(RuleRecords.TABLE).get(RuleRecords.key(always)));
    }

    @Test
    void eachChangeTellsAllRules() {
        List<List<InvitationRule>> told = new ArrayList<>();
        ben.rules.onChange(told::add);
        world.run();
        InvitationRule rule = new InvitationRule(person, CHAT, Answer.ASK);
        World.now(ben.rules.set(rule));
        World.now(ben.rules.remove(person, CHAT));
        World.now(ben.rules.remove(person, CHAT));
        world.run();
        assertEquals(List.of(List.of(), List.of(rule), List.of()), told);
    }
}
