package dev.parley.app.chat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Session;
import dev.parley.testkit.TwoPeers;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chat between two people. */
class ChatTest {
    private final TwoPeers two = TwoPeers.launch(Chat.class);

    @AfterEach
    void close() {
        two.close();
    }

    @Test
    void whatOneTypesBothRead() {
        two.ada().type("Grüße ☕");
        two.ben().type("Hallo 👋");
        two.cut();
        two.ada().type("Still there?");
        two.heal();
        two.advance(Duration.ofSeconds(10));

        List<String> talk = List.of("Ada: Grüße ☕", "Ben: Hallo 👋", "Ada: Still there?");
        assertEquals(talk, two.ada().view().said());
        assertEquals(talk, two.ben().view().said());
        assertEquals(
                List.of("Ada is here", "Ada is away; what is said waits for them", "Ada is back"),
                two.ben().view().notices());
    }

    @Test
    void aLineIsKeptForWhoIsAwayForLong() {
        two.cut();
        two.ada().type("Still there?");
        two.advance(Duration.ofHours(1));
        assertEquals(List.of("Ada: Still there?"), two.ada().view().said());
        assertEquals(List.of(), two.ben().view().said());
        two.heal();
        two.advance(Duration.ofSeconds(70));
        assertEquals(List.of("Ada: Still there?"), two.ben().view().said());
    }

    @Test
    void aLineThatCannotBeKeptIsNamed() {
        two.ada().journals().full(true);
        two.ada().type("No room");
        two.advance(Duration.ofSeconds(1));
        assertTrue(
                two.ada().view().notices().stream().anyMatch(notice -> notice.startsWith("this is not said: No room")),
                () -> two.ada().view().notices().toString());
    }

    @Test
    void whoLeavesIsNamed() {
        two.peers().await(two.bensSession().leave());
        two.advance(Duration.ofSeconds(5));
        assertEquals(List.of("Ben is here", "Ben has left"), two.ada().view().notices());
        assertEquals(List.of("Ada is here"), two.ben().view().notices(), "whoever leaves knows it");
    }

    @Test
    void whatIsNoTextIsShownAsFarAsItCanBe() {
        two.adasSession().send(Delivery.EPHEMERAL, ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b'}));
        two.run();
        assertEquals(List.of("Ada: a\uFFFDb"), two.ben().view().said());
    }

    @Test
    void withoutAPlaceForTextItSaysWhatToDo() {
        Session viewless = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> Optional.empty()); // the answer of view
        ApplicationException failure =
                assertThrows(ApplicationException.class, () -> new Chat().launched(null, viewless));
        assertTrue(failure.getMessage().contains("console"), failure::getMessage);
    }
}
