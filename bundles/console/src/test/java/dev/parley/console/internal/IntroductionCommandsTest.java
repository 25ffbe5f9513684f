package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.ContactRequestState;
import dev.parley.api.contacts.VerificationEvent;
import dev.parley.api.contacts.VerificationState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntroductionCommandsTest {
    private final ConsoleFixture console = new ConsoleFixture();
    private final FakeIntroductions.Compared verifications = console.introductions.verifications;
    private final FakeIntroductions.Asked requests = console.introductions.requests;
    private final Feed feed = new Feed(console.display);

    @BeforeEach
    void meetBob() {
        console.people.people.addAll(List.of(Fakes.met("Bob"), Fakes.seen("Zoe")));
        feed.bindVerifications(verifications);
        feed.bindContactRequests(requests);
    }

    @Test
    void verifyShowsTheWordsAndTakesTheAnswer() {
        String asked = console.ok("contact verify Bob");
        assertTrue(asked.contains("amber   cabin   lemon   otter"), asked);
        assertTrue(asked.contains("contact verify " + Fakes.BOB.shortForm() + " yes"), asked);
        String said = console.ok("contact verify " + Fakes.BOB.shortForm() + " yes");
        assertTrue(said.contains("Bob (" + Fakes.BOB.shortForm() + ") is verified"), said);
        assertEquals(Optional.of(true), verifications.all.get(0).said);
        assertTrue(console.fails("contact verify Bob yes").contains("nothing to compare"));
    }

    @Test
    void verifyShowsACodeAndTakesTheOther() {
        String shown = console.ok("contact verify Bob --qr");
        assertTrue(shown.startsWith(QrPicture.of("PARLEY-VERIFY-1:OURS") + "\nPARLEY-VERIFY-1:OURS\n"), shown);
        assertTrue(shown.contains("contact verify " + Fakes.BOB.shortForm() + " --code TEXT"), shown);
        assertTrue(console.fails("contact verify Bob --code nonsense").contains("no code"));
        assertEquals(Optional.empty(), verifications.all.get(0).said, "a slip is no answer");
        assertTrue(console.fails("contact verify Bob yes --code x").contains("Usage"));
        assertTrue(
                console.ok("contact verify Bob --code PARLEY-VERIFY-1:THEIRS").contains("is verified"));
        assertEquals(Optional.of(true), verifications.all.get(0).said);
        assertTrue(console.fails("contact verify Bob --code PARLEY-VERIFY-1:THEIRS")
                .contains("nothing to compare"));
    }

    @Test
    void aCodeOfOtherKeysIsAFailure() {
        assertTrue(console.json("contact verify Bob --qr").contains("\"code\":\"PARLEY-VERIFY-1:OURS\""));
        String said = console.fails("contact verify Bob --code PARLEY-VERIFY-1:MALLORYS");
        assertTrue(said.startsWith("Careful: Bob is not verified. Somebody may be between you."), said);
    }

    @Test
    void verifyTellsProgramsTheSame() {
        assertTrue(console.json("contact verify Bob").contains("\"words\":[\"amber\",\"cabin\",\"lemon\",\"otter\"]"));
        assertTrue(console.json("contact verify Bob no").contains("\"state\":\"DIFFERENT\""));
        assertTrue(console.shown().contains("Careful: Bob is not verified. Somebody may be between you."));
    }

    @Test
    void aYesThatIsAnsweredWithANoIsAFailure() {
        verifications.after = VerificationState.DIFFERENT;
        console.ok("contact verify Bob");
        assertTrue(console.fails("contact verify Bob yes").startsWith("Careful: Bob is not verified."));
        assertTrue(console.fails("contact verify Bob maybe").contains("nothing to compare"));
    }

    @Test
    void whoWasOnlySeenCannotBeCompared() {
        String said = console.fails("contact verify Zoe");
        assertTrue(said.contains("Nobody has proved yet who Zoe is"), said);
        assertTrue(console.fails("contact dance Bob").contains("verify, request"));
    }

    @Test
    void whoIsAskedToCompareIsShownTheWords() {
        var theirs = verifications.new One(Fakes.BOB, true);
        verifications.all.add(theirs);
        var events = verifications.listeners.get(0);
        events.accept(new VerificationEvent.Begun(theirs));
        events.accept(new VerificationEvent.Changed(theirs, VerificationState.COMPARING));
        events.accept(new VerificationEvent.Suppressed(4));
        assertEquals(
                List.of("verification.begun", "verification.changed", "verification.suppressed"),
                console.told.stream().map(Display.Event::kind).toList());
        assertTrue(console.shown().contains("Bob (" + Fakes.BOB.shortForm() + ") wants to compare keys with you."));
        assertTrue(console.shown().contains("amber   cabin   lemon   otter"), console.shown());
        assertTrue(console.shown().contains("4 comparisons were refused"), console.shown());
        console.ok("contact verify Bob yes");
        assertEquals(Optional.of(true), theirs.said);
    }

    @Test
    void aRequestIsSentListedAndAnswered() {
        assertTrue(console.ok("contact request Bob we met at lunch").contains("request 12345678"));
        assertEquals("we met at lunch", requests.all.get(0).message());
        assertTrue(console.ok("contact requests").contains("we met at lunch"));
        assertTrue(console.json("contact requests").contains("\"incoming\":false"));
        assertTrue(console.fails("contact accept").contains("Nobody asks"));
        requests.all.clear();
        requests.all.add(new FakeIntroductions.Question(Fakes.BOB, "Hello", true));
        assertTrue(console.ok("contact accept").contains("Bob is a contact of yours now"));
        assertEquals(ContactRequestState.ACCEPTED, requests.all.get(0).state());
        requests.all.set(0, new FakeIntroductions.Question(Fakes.BOB, "Hello", true));
        console.ok("contact decline 1234");
        assertEquals(ContactRequestState.DECLINED, requests.all.get(0).state());
        assertTrue(console.ok("contact requests").contains("No contact request"));
    }

    @Test
    void everyEventOfRequestsIsToldAndShown() {
        var theirs = new FakeIntroductions.Question(Fakes.BOB, "Hello\u001b", true);
        var ours = new FakeIntroductions.Question(Fakes.BOB, "Hello", false);
        var events = requests.listeners.get(0);
        events.accept(new ContactRequestEvent.Sent(ours));
        ours.state = ContactRequestState.ACCEPTED;
        events.accept(new ContactRequestEvent.Ended(ours, ours.state));
        events.accept(new ContactRequestEvent.Received(theirs));
        theirs.state = ContactRequestState.CANCELLED;
        events.accept(new ContactRequestEvent.Ended(theirs, theirs.state));
        events.accept(new ContactRequestEvent.Suppressed(9));
        assertEquals(
                List.of(
                        "contact-request.sent",
                        "contact-request.ended",
                        "contact-request.received",
                        "contact-request.ended",
                        "contact-request.suppressed"),
                console.told.stream().map(Display.Event::kind).toList());
        assertTrue(console.shown().contains("Bob said yes"), console.shown());
        assertTrue(console.shown().contains("asks you to keep each other as contacts: \"Hello"), console.shown());
        assertTrue(console.shown().contains("contact accept 12345678"), console.shown());
        assertTrue(console.shown().contains("took the contact request back"), console.shown());
        assertTrue(console.shown().contains("9 contact requests"), console.shown());
        assertFalse(console.shown().contains("\u001b"));
    }
}
