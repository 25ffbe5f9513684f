package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.session.Session;
import dev.parley.testkit.TwoPeers;
import dev.parley.tests.peers.Pair.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the two-peer kit promises. */
class KitTest {
    private static List<String> trace(long seed) {
        try (Pair pair = new Pair(seed)) {
            Talk talk = pair.talk();
            List<String> trace = new ArrayList<>(List.of(pair.left.peer().toString()));
            talk.right()
                    .session
                    .onMessage(message -> trace.add(pair.peers.time().nanoTime() + " " + Log.text(message.body()) + " "
                            + message.id().author()));
            pair.peers.network().delay(Duration.ofMillis(1), Duration.ofMillis(300));
            pair.peers.network().loss(0.3, 0.02);
            for (int i = 0; i < 50; i++) {
                talk.left().say("line " + i);
                pair.pass(Duration.ofMillis(100));
            }
            return trace;
        }
    }

    @Test
    void withTheSameSeedEverythingGoesTheSameWay() {
        List<String> first = trace(21);
        assertTrue(first.size() > 10, first::toString);
        assertEquals(first, trace(21));
    }

    private static final class Nameless implements ApplicationInstance {
        @Override
        public void launched(LaunchInfo launch, Session session) {}
    }

    @Test
    void aClassThatIsNoApplicationIsNamed() {
        String why = assertThrows(IllegalArgumentException.class, () -> TwoPeers.launch(Nameless.class))
                .getMessage();
        assertTrue(why.contains("Nameless") && why.contains("@PeerApplicationComponent"), why);
    }
}
