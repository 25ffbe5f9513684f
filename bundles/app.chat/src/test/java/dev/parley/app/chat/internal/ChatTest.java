package dev.parley.app.chat.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.peer.Bytes;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.SessionException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatTest {
    private final FakeSession fake = new FakeSession();

    private void launch() {
        new Chat()
                .launched(
                        new LaunchInfo(LaunchReason.INVITED, fake.other, true, "", Bytes.NONE, Optional.empty()),
                        fake.session);
    }

    @Test
    void withoutAPlaceForTextItSaysWhatToDo() {
        fake.hasView = false;
        ApplicationException failure = assertThrows(ApplicationException.class, this::launch);
        assertTrue(failure.getMessage().contains("console"), failure::getMessage);
    }

    @Test
    void linesGoBothWays() {
        launch();
        fake.view.write("Grüße ☕");
        fake.hear("Hallo 👋".getBytes(UTF_8));

        assertEquals(List.of("Ada: Grüße ☕", "Ben: Hallo 👋"), fake.view.shown);
        assertEquals("Grüße ☕", UTF_8.decode(fake.sent.get(0)).toString());
        assertEquals(List.of(Delivery.EPHEMERAL), fake.deliveries);
    }

    @Test
    void whatIsNoTextIsShownAsFarAsItCanBe() {
        launch();
        fake.hear(new byte[] {'a', (byte) 0xff, 'b'});
        assertEquals(List.of("Ben: a\uFFFDb"), fake.view.shown);
    }

    @Test
    void aLineThatArrivedIsNotSpokenOf() {
        launch();
        fake.view.write("one");
        fake.admitted.complete(fake.admit());
        fake.acknowledged.complete(null);
        assertEquals(List.of("Ada: one"), fake.view.shown);
    }

    @Test
    void aLineThatCouldNotBeSentIsNamed() {
        launch();
        fake.view.write("one");
        fake.admitted.completeExceptionally(new SessionException("closed"));
        assertEquals(List.of("Ada: one", "* this did not arrive: one"), fake.view.shown);
    }

    @Test
    void aLineThatWasDroppedLaterIsNamed() {
        launch();
        fake.view.write("one");
        fake.admitted.complete(fake.admit());
        assertEquals(1, fake.view.shown.size());
        fake.acknowledged.completeExceptionally(new SessionException("gone for 60 s"));
        assertEquals("* this did not arrive: one", fake.view.shown.get(1));
    }

    @Test
    void whoComesAndGoesIsShownButOneself() {
        launch();
        fake.tell(new MemberEvent.Joined(fake.self));
        fake.tell(new MemberEvent.Joined(fake.other));
        fake.tell(new MemberEvent.Away(fake.other));
        fake.tell(new MemberEvent.Back(fake.other));
        fake.tell(new MemberEvent.Left(fake.other, new CloseReason(CloseReason.Kind.OTHER_LEFT, "")));

        assertEquals(
                List.of("* Ben is here", "* Ben is away; what you write waits", "* Ben is back", "* Ben has left"),
                fake.view.shown);
    }
}
