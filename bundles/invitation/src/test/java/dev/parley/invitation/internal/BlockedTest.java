package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRule.Answer;
import dev.parley.api.invitation.OutgoingInvitation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever is blocked sees what everybody sees whom nobody answers: step by step, by links and by limits. */
class BlockedTest {
    private static final int TRIES = 8; // past each limit for strangers

    private final World world = new World(17);
    private final FakePeer ada = world.peer();
    private final FakePeer ben = world.peer();
    private final FakePeer cal = world.peer();

    private void benBlocksAda() {
        ben.invitations.bindContacts(ben.book);
        cal.invitations.bindContacts(cal.book);
        ben.book.block(ada);
        world.run();
    }

    /** What Ada sees of one who is asked again and again, until all has expired. */
    private List<String> sees(FakePeer asked) {
        List<String> trace = new ArrayList<>();
        List<OutgoingInvitation> sent = new ArrayList<>();
        int before = world.messages;
        for (int i = 0; i < TRIES; i++) {
            sent.add(ada.invite(asked));
            world.run();
            trace.add(world.messages - before + " messages, held " + asked.links.holds() + " and " + ada.links.holds());
        }
        sent.get(0).cancel();
        world.run();
        trace.add(world.messages - before + " messages, one was taken back");
        world.advance(Duration.ofMinutes(7));
        for (OutgoingInvitation one : sent) {
            trace.add(String.valueOf(World.outcome(one)));
        }
        trace.add(world.messages - before + " messages, held " + asked.links.holds());
        return trace;
    }

    @Test
    void row38_theSameStepsHoldsAndLimitsAsOfNoAnswer() {
        benBlocksAda();
        List<String> unanswered = sees(cal);
        assertEquals(unanswered, sees(ben));
        assertTrue(unanswered.toString().contains("Refused"), "a limit was met: " + unanswered);
        assertTrue(unanswered.toString().contains("Expired"), unanswered::toString);
        assertEquals(List.of(), ben.events);
        assertEquals(List.of(), world.violations);
    }

    /** Whatever a rule answers everybody, it answers whoever is blocked, too: all but yes. */
    @Test
    void row38_rulesForEverybodyAnswerTheBlockedToo() {
        benBlocksAda();
        for (Answer answer : new Answer[] {Answer.CONTACTS_ONLY, Answer.NEVER, Answer.ASK}) {
            for (FakePeer asked : List.of(ben, cal)) {
                World.now(asked.rules.set(new InvitationRule(Optional.empty(), Optional.empty(), answer)));
            }
            assertEquals(sees(cal), sees(ben), answer.toString());
        }
        World.now(ben.rules.set(new InvitationRule(Optional.empty(), Optional.empty(), Answer.ALWAYS)));
        OutgoingInvitation sent = ada.invite(ben);
        world.run();
        assertTrue(World.waits(sent));
        assertEquals(List.of(), ben.events);
        assertEquals(List.of(), ben.launches);
    }

    @Test
    void row38_theMomentOfBlockingIsNotSeen() {
        ben.invitations.bindContacts(ben.book);
        OutgoingInvitation sent = ada.invite(ben);
        world.run();
        IncomingInvitation came = ben.only();
        int messages = world.messages;
        int holds = ben.links.holds();
        ben.book.block(ada);
        world.run();
        assertEquals(messages, world.messages);
        assertEquals(holds, ben.links.holds());
        assertEquals(IncomingState.EXPIRED, came.state(), "here it is over");
        assertEquals(new InvitationEvent.Changed(came, IncomingState.EXPIRED), ben.events.get(ben.events.size() - 1));
        int told = ben.events.size();
        came.accept();
        came.decline();
        world.run();
        assertEquals(messages, world.messages, "too late for an answer");
        world.advance(Duration.ofMinutes(6));
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
        assertEquals(told, ben.events.size(), "told once");
        assertTrue(came.accept().toCompletableFuture().isCompletedExceptionally());
        assertEquals(0, ben.links.holds());
    }

    /** Blocked while this part could not ask. */
    @Test
    void whatWaitsOfSomebodyWhoIsBlockedWhenTheContactsComeIsHiddenThen() {
        OutgoingInvitation sent = ada.invite(ben);
        world.run();
        IncomingInvitation came = ben.only();
        int messages = world.messages;
        ben.book.block(ada);
        ben.invitations.bindContacts(ben.book);
        world.run();
        assertEquals(IncomingState.EXPIRED, came.state());
        assertEquals(List.of(), ben.invitations.incoming());
        assertEquals(messages, world.messages);
        assertTrue(World.waits(sent));
    }

    @Test
    void theBlockedTakeNothingOfWhatIsLeftForOthers() {
        benBlocksAda();
        for (int i = 0; i < 40; i++) {
            ada.invite(ben);
            world.advance(Duration.ofMinutes(1));
        }
        OutgoingInvitation sent = cal.invite(ben);
        world.run();
        assertTrue(World.waits(sent));
        assertEquals(1, ben.invitations.incoming().size());
    }
}
