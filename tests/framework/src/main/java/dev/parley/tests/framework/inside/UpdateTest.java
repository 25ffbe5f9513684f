package dev.parley.tests.framework.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** An application gets a new version while it runs. */
class UpdateTest {
    /** With the console away, so that the view is the test's, and tells when an instance begins to listen to its person. */
    @Test
    void theNewVersionTakesTheSessionOver() throws BundleException {
        Bundle console = Osgi.bundle("console");
        console.stop();
        try (Paper paper = new Paper();
                Walk walk = Walk.signIn()) {
            Session session = walk.invite();
            Osgi.get("the first instance at its view", paper.listener(0)).accept("from the old version");
            Osgi.renew(Osgi.bundle("app.chat"));
            Osgi.get("the next instance at its view", paper.listener(1)).accept("from the new version");
            walk.say(session, "still here");

            assertEquals(SessionState.LIVE, session.state());
            assertEquals(List.of("from the old version", "from the new version"), paper.printed());
            walk.leave(session);
        } finally {
            console.start();
        }
        Walk.whole();
    }
}
