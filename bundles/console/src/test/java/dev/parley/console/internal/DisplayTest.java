package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingState;
import dev.parley.api.peer.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private final ConsoleFixture console = new ConsoleFixture();
    private final FakeSession session = new FakeSession(1);

    @Test
    void linesGoAboveAPromptWhileThereIsOne() {
        List<String> above = new ArrayList<>();
        console.display.prompt(above::add);
        console.display.show("one");
        console.display.prompt(null);
        console.display.show("two");
        assertEquals(List.of("one"), above);
        assertEquals("two\n", console.shown());
    }

    @Test
    void anInvitationSaysWhoWhichWhatAndHowToAnswer() {
        FakeInvitations.Incoming invitation = new FakeInvitations.Incoming(1, "\u001b[31mShall we?");
        Prompt prompt = new Prompt(console.display);
        prompt.ask(invitation);
        String shown = console.shown();
        assertTrue(
                shown.contains("Right desk (" + Fakes.BOB.shortForm() + ", not verified) invites you to Chat"), shown);
        assertTrue(shown.contains("Shall we?") && !shown.contains("\u001b"), shown);
        assertTrue(shown.contains("accept " + invitation.id().shortForm()), shown);
        for (IncomingState answered :
                List.of(IncomingState.ACCEPTING, IncomingState.ACCEPTED, IncomingState.DECLINED)) {
            invitation.state = answered;
            prompt.withdraw(invitation);
        }
        assertEquals(shown, console.shown());
        invitation.state = IncomingState.CANCELLED;
        prompt.withdraw(invitation);
        assertTrue(console.shown().contains("no longer open: cancelled"));
    }

    @Test
    void aViewShowsLinesAndTellsPrograms() {
        ConsoleTextView view = (ConsoleTextView) console.views.open(session);
        view.print(new FakeSession.FakeMember(Fakes.BOB, Fakes.LAPTOP, "Right desk"), "hello\u001b[2J\nagain");
        view.notice("Right desk is here");
        assertEquals("[Chat] Right desk: hello\uFFFD[2J\n    again\n[Chat] · Right desk is here\n", console.shown());
        assertEquals(
                List.of("view.line", "view.notice"),
                console.told.stream().map(Display.Event::kind).toList());
    }

    @Test
    void aClosedViewTakesNoLines() {
        ConsoleTextView view = (ConsoleTextView) console.views.open(session);
        List<String> lines = new ArrayList<>();
        Subscription listening = view.onLine(lines::add);
        assertTrue(console.views.say(session.id(), "one"));
        session.time.run();
        listening.close();
        assertFalse(console.views.say(session.id(), "two"));
        view.onLine(lines::add);
        view.close();
        assertFalse(console.views.say(session.id(), "three"));
        assertEquals(List.of("one"), lines);
    }

    @Test
    void aSessionThatIsOverTakesNoLines() {
        console.views.open(session).onLine(line -> {});
        session.executor().shutdown();
        assertFalse(console.views.say(session.id(), "too late"));
    }

    @Test
    void aTableCutsWhatIsTooWideButNeverTheLastColumn() {
        String wide = "x".repeat(100);
        String table = new Table("A", "B").row(wide, wide).toString();
        assertTrue(table.contains("x".repeat(47) + "…") && table.endsWith(wide), table);
        assertEquals("none", new Table("A").orElse("none"));
    }
}
