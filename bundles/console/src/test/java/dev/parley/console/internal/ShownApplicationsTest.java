package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.Audience;
import dev.parley.api.discovery.NearMeEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may see an application, and who has one. */
class ShownApplicationsTest {
    private final ConsoleFixture console = new ConsoleFixture();

    private Audience shownTo() {
        return console.applications.installed.get(0).shownTo();
    }

    @Test
    void appsShowChoosesWhoMaySeeOne() {
        assertTrue(console.ok("apps").contains("everyone"));
        assertEquals("Chat is shown to contacts.", console.ok("apps show chat contacts"));
        assertEquals(Audience.CONTACTS, shownTo());
        assertTrue(console.json("apps").contains("\"shownTo\":\"CONTACTS\""));
        console.applications.onDisk = false;
        assertTrue(console.ok("apps show chat nobody").contains("until Parley ends"));
        assertTrue(console.fails("apps show chat friends").contains("contacts"));
        assertTrue(console.fails("apps hide chat").contains("apps show APP"));
        assertTrue(console.fails("apps show").contains("Usage: apps"));
    }

    @Test
    void deployAsksOnceWhoMaySeeIt() {
        console.answer = Audience.NOBODY;
        console.ok("deploy chat.jar");
        assertEquals(Audience.NOBODY, shownTo());
        console.answer = Audience.EVERYONE;
        console.ok("deploy chat.jar");
        assertEquals(Audience.NOBODY, shownTo(), "it was answered before");
        console.ok("deploy chat.jar --show contacts");
        assertEquals(Audience.CONTACTS, shownTo());
    }

    @Test
    void withoutAnAnswerNothingIsChosen() {
        console.ok("deploy chat.jar");
        assertFalse(console.applications.installed.get(0).chosen());
    }

    @Test
    void theAnswerIsTakenByItsFirstLetters() {
        List<Audience> all = List.of(Audience.values());
        assertEquals(Optional.of(Audience.EVERYONE), AudienceQuestion.choice("e", all));
        assertEquals(Optional.of(Audience.CONTACTS), AudienceQuestion.choice("contacts", all));
        assertEquals(Optional.of(Audience.NOBODY), AudienceQuestion.choice("no", all));
        assertEquals(Optional.empty(), AudienceQuestion.choice("", all));
        assertEquals(Optional.empty(), AudienceQuestion.choice("maybe", all));
    }

    @Test
    void nobodyIsAskedWithoutATerminal() {
        assertEquals(Optional.empty(), new AudienceQuestion().ask(console.applications.installed.get(0)));
    }

    @Test
    void nearWithListsThoseWhoHaveIt() {
        assertTrue(console.ok("near --with chat").contains("Nobody near you has it"));
        console.people.people.add(Fakes.met("Right desk"));
        console.people.people.add(Fakes.seen("Zoe"));
        String table = console.ok("near --with chat --wait 5");
        assertTrue(table.contains("Right desk") && !table.contains("Zoe"), table);
        assertTrue(console.ok("near --with " + Fakes.CHAT.id()).contains("Right desk"));
        assertTrue(console.fails("near --with nothing").contains("no application here"));
    }

    @Test
    void whoGetsAnApplicationIsAnEvent() {
        CommonEvents events = new CommonEvents(console.display);
        events.near(new NearMeEvent.Appeared(Fakes.seen("Zoe")));
        events.near(new NearMeEvent.Appeared(Fakes.met("Right desk")));
        events.near(new NearMeEvent.Updated(Fakes.met("Right hand")));
        events.near(new NearMeEvent.Disappeared(Fakes.met("Right hand"), NearMeEvent.Reason.GOODBYE));
        assertEquals(
                List.of(
                        "near.appeared",
                        "near.appeared",
                        "near.application.appeared",
                        "near.updated",
                        "near.disappeared",
                        "near.application.disappeared"),
                console.told.stream().map(Display.Event::kind).toList());
        assertTrue(Json.of(console.told.get(2).fields()).contains("\"name\":\"Chat\""));
    }
}
