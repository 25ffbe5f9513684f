package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.Delivery;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryCommandTest {
    private final ConsoleFixture console = new ConsoleFixture();
    private final FakeSession session = new FakeSession(1);

    HistoryCommandTest() {
        console.sessions.all.add(session);
    }

    private void said(byte[] body) {
        int number = session.said.size() + 1;
        session.said.add(new Message(
                new MessageId(session.self().peer(), session.self().endpoint(), number),
                session.self(),
                Delivery.DURABLE,
                false,
                false,
                Optional.empty(),
                Optional.of(new Position(10L * number)),
                Instant.ofEpochSecond(number),
                ByteBuffer.wrap(body)));
    }

    private void said(String line) {
        said(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theLastOnesAreShownInOrder() {
        for (int i = 1; i <= 25; i++) {
            said("line " + i + ";");
        }
        String shown = console.ok("history");
        assertFalse(shown.contains("line 5;"), shown);
        assertTrue(shown.indexOf("line 6;") < shown.indexOf("line 25;"), shown);
        assertTrue(shown.contains("Left desk"), shown);
        assertEquals(25, console.ok("history 33333331 --last 100").lines().count() - 1);
        assertEquals(1, console.ok("history --last 1").lines().count() - 1);
    }

    @Test
    void programsGetTheNumbersAndTheBytes() {
        said("Grüße");
        String json = console.json("history");
        assertTrue(json.contains("\"sequence\":1,\"position\":10,"), json);
        assertTrue(json.contains("\"body\":\"R3LDvMOfZQ==\""), json);
    }

    @Test
    void whatIsNoTextIsCounted() {
        said(new byte[] {(byte) 0xff, 0, 1});
        assertTrue(console.ok("history").contains("(3 bytes)"));
        assertFalse(console.json("history").contains("\"text\""));
    }

    @Test
    void nothingSteersTheTerminal() {
        said("a\u001b[2Jb\nc");
        assertFalse(console.ok("history").contains("\u001b"));
        assertEquals(2, console.ok("history").lines().count());
    }

    @Test
    void withoutAnythingItSaysSo() {
        assertTrue(console.ok("history").contains("Nothing is kept"));
        assertTrue(console.fails("history --last 0").contains("1 to 100000"));
        assertTrue(console.fails("history --last some").contains("1 to 100000"));
        assertTrue(console.fails("history 7777").contains("There is no session"));
    }
}
