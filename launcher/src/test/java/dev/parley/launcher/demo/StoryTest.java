package dev.parley.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is proposed, by what both desks told. */
class StoryTest {
    private final Story story = new Story("abcdefgh");

    @Test
    void eachStepProposesTheNext() {
        proposes(Desk.LEFT, "invite \"Right desk\" Chat \"Shall we talk?\"");
        tell(Desk.RIGHT, "invitation.received", "id", "1");
        proposes(Desk.RIGHT, "accept");
        tell(Desk.RIGHT, "invitation.changed", "id", "1", "state", "ACCEPTING");
        proposes(Desk.RIGHT, "accept");
        tell(Desk.LEFT, "session.launched");
        proposes(Desk.RIGHT, "accept");
        tell(Desk.RIGHT, "session.launched");
        tell(Desk.RIGHT, "invitation.changed", "id", "1", "state", "ACCEPTED");
        proposes(Desk.LEFT, "say Good morning!");
        said(Desk.LEFT);
        proposes(Desk.RIGHT, "say Good morning to you!");
        said(Desk.RIGHT);
        proposes(Desk.LEFT, "links --cut abcdefgh");
        tell(Desk.LEFT, "link.closed");
        proposes(Desk.RIGHT, "say Still here.");
        said(Desk.RIGHT);
        proposes(Desk.LEFT, "leave");
        tell(Desk.LEFT, "session.closed");
        proposes(Desk.LEFT, "leave");
        tell(Desk.RIGHT, "session.closed");
        proposes(Desk.LEFT, Story.QUIT);
    }

    @Test
    void whoDeclinesIsInvitedAgain() {
        tell(Desk.RIGHT, "invitation.received", "id", "1");
        tell(Desk.RIGHT, "invitation.changed", "id", "1", "state", "DECLINED");
        proposes(Desk.LEFT, "invite \"Right desk\" Chat \"Shall we talk?\"");
    }

    @Test
    void ofSeveralInvitationsTheFirstIsNamed() {
        tell(Desk.LEFT, "invitation.received", "id", "1");
        tell(Desk.LEFT, "invitation.received", "id", "2");
        proposes(Desk.LEFT, "accept 1");
    }

    /** A line is said when the other desk shows it. */
    private void said(Desk desk) {
        Proposal before = story.next();
        tell(desk, "view.line", "displayName", desk.person());
        assertEquals(before, story.next());
        tell(desk.other(), "view.line", "displayName", desk.person());
    }

    private void proposes(Desk desk, String command) {
        Proposal next = story.next();
        assertEquals(desk + " " + command, next.desk() + " " + next.command());
    }

    private void tell(Desk desk, String event, String... fields) {
        Map<String, Object> all = new HashMap<>(Map.of("event", event));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        story.tell(desk, all);
    }
}
