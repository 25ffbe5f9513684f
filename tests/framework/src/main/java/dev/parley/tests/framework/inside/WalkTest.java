package dev.parley.tests.framework.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import org.junit.jupiter.api.Test;

/** Two people meet, with all of a feature in between. */
class WalkTest {
    @Test
    void theWayIsWalkedTwice() {
        Walk.whole();
        Walk.whole();
    }

    @Test
    void whoLeavesIsOut() {
        try (Walk walk = Walk.signIn()) {
            Session session = walk.invite();
            walk.say(session, "goodbye");
            walk.leave(session);
            assertEquals(SessionState.CLOSED, session.state());
        }
    }
}
