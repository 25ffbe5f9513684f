package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationPrompt;
import dev.parley.api.invitation.OutgoingInvitation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is asked, in which order, and that the question goes away again. */
class PolicyAndPromptTest {
    private final World world = new World(3);
    private final FakePeer left = world.peer();
    private final FakePeer right = world.peer();
    private final List<String> asked = new ArrayList<>();

    private OutgoingInvitation invite() {
        OutgoingInvitation sent = left.invite(right);
        world.run();
        return sent;
    }

    private void rule(String name, int ranking, long id, Decision says) {
        InvitationPolicy rule = invitation -> {
            asked.add(name);
            return says;
        };
        right.invitations.bindPolicy(rule, Map.of("service.ranking", ranking, "service.id", id));
    }

    private static final class Prompt implements InvitationPrompt {
        final List<IncomingInvitation> shown = new ArrayList<>();
        final List<IncomingState> withdrawn = new ArrayList<>();

        @Override
        public void ask(IncomingInvitation invitation) {
            shown.add(invitation);
        }

        @Override
        public void withdraw(IncomingInvitation invitation) {
            shown.remove(invitation);
            withdrawn.add(invitation.state());
        }
    }

    private Prompt prompt() {
        Prompt prompt = new Prompt();
        right.invitations.bindPrompt(prompt, Map.of());
        return prompt;
    }

    @Test
    void theFirstRuleByRankingThatDecidesCounts() {
        rule("last", -1, 1, Decision.ACCEPT);
        rule("younger", 5, 9, Decision.DECLINE);
        rule("older", 5, 2, Decision.UNDECIDED);
        rule("first", 7, 8, Decision.UNDECIDED);
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(invite()));
        assertEquals(List.of("first", "older", "younger"), asked);
    }

    @Test
    void aRuleThatChangesItsRankingChangesItsPlace() {
        InvitationPolicy yes = invitation -> Decision.ACCEPT;
        rule("no", 1, 1, Decision.DECLINE);
        right.invitations.bindPolicy(yes, Map.of("service.ranking", 0));
        right.invitations.bindPolicy(yes, Map.of("service.ranking", 2));
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(invite()));
        right.invitations.unbindPolicy(yes);
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(invite()));
    }

    @Test
    void aRuleThatThrowsOrAnswersNullIsUndecided() {
        right.invitations.bindPolicy(
                invitation -> {
                    throw new IllegalStateException("broken rule");
                },
                Map.of("service.ranking", 9));
        right.invitations.bindPolicy(invitation -> null, Map.of("service.ranking", 8));
        rule("next", 1, 1, Decision.ACCEPT);
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(invite()));
        assertEquals(List.of("next"), asked);
    }

    @Test
    void askLeavesItToThePersonAlthoughALaterRuleWouldAccept() {
        Prompt prompt = prompt();
        rule("ask", 2, 1, Decision.ASK);
        rule("yes", 1, 2, Decision.ACCEPT);
        invite();
        assertEquals(1, prompt.shown.size());
        assertEquals(List.of("ask"), asked);
    }

    @Test
    void acceptAllComesAfterAllRules() {
        FakePeer open = world.peer(Decision.ACCEPT, new Allowance(3, 6, 0));
        OutgoingInvitation sent = left.invite(open);
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        open.invitations.bindPolicy(invitation -> Decision.DECLINE, Map.of());
        OutgoingInvitation second = left.invite(open);
        world.run();
        assertInstanceOf(InvitationOutcome.Declined.class, World.outcome(second));
    }

    @Test
    void allPromptsAreAskedAndTheFirstAnswerWithdrawsTheRest() {
        Prompt one = prompt();
        Prompt other = prompt();
        OutgoingInvitation sent = invite();
        assertEquals(1, one.shown.size());
        assertEquals(1, other.shown.size());
        one.shown.get(0).accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(List.of(IncomingState.ACCEPTING), other.withdrawn);
        assertEquals(List.of(), other.shown);
    }

    @Test
    void cancelAndExpiryWithdraw() {
        Prompt prompt = prompt();
        invite().cancel();
        world.run();
        assertEquals(List.of(IncomingState.CANCELLED), prompt.withdrawn);
        invite();
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of(IncomingState.CANCELLED, IncomingState.EXPIRED), prompt.withdrawn);
    }

    @Test
    void aPromptThatThrowsDoesNotKeepTheOthersFromAsking() {
        right.invitations.bindPrompt(
                new InvitationPrompt() {
                    @Override
                    public void ask(IncomingInvitation invitation) {
                        throw new IllegalStateException("no terminal");
                    }

                    @Override
                    public void withdraw(IncomingInvitation invitation) {
                        throw new IllegalStateException("no terminal");
                    }
                },
                Map.of("service.ranking", 1));
        Prompt prompt = prompt();
        invite();
        prompt.shown.get(0).decline();
        world.run();
        assertEquals(List.of(IncomingState.DECLINED), prompt.withdrawn);
    }

    @Test
    void aPromptThatComesLaterIsAskedWhatIsOpenAndOneThatWentIsLeftAlone() {
        OutgoingInvitation sent = invite();
        assertTrue(World.waits(sent), "without anybody to ask, it stays open");
        Prompt late = prompt();
        world.run();
        assertEquals(1, late.shown.size());
        right.invitations.bindPrompt(late, Map.of("service.ranking", 1));
        world.run();
        assertEquals(1, late.shown.size(), "asked once");
        right.invitations.unbindPrompt(late);
        sent.cancel();
        world.run();
        assertEquals(List.of(), late.withdrawn);
    }

    @Test
    void whatARuleDecidedAsksNobody() {
        Prompt prompt = prompt();
        rule("yes", 1, 1, Decision.ACCEPT);
        invite();
        assertEquals(List.of(), prompt.shown);
        assertEquals(1, right.launches.size());
    }
}
