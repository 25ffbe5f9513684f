package dev.parley.app.chat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.testkit.TwoPeers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chat between two people. */
class TwoPeopleTest {
    @Test
    void whatOneTypesTheOtherReads() {
        try (TwoPeers two = TwoPeers.launch(Chat.class)) {
            two.ada().type("Hello Ben");
            two.ben().type("Hello Ada");
            two.cut();
            two.ada().type("Still there?");
            two.heal();
            two.advance(Duration.ofSeconds(10));

            List<String> talk = List.of("Ada: Hello Ben", "Ben: Hello Ada", "Ada: Still there?");
            assertEquals(talk, two.ada().view().said());
            assertEquals(talk, two.ben().view().said());
            assertEquals(List.of("Ada is here", "Ada is away; what you write waits", "Ada is back"), two.ben().view().notices());
        }
    }
}
