package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One peer stays and sees the other come and go in every way there is. */
class LeavingTest {
    @TempDir
    Path folder;

    private final String realm = "leaving-" + UUID.randomUUID();

    @Test
    void row10_whoeverStaysIsToldHowTheOtherWent() throws Exception {
        String feature = quick();
        Path home = folder.resolve("comes-and-goes");
        try (Node stays = new Node(folder.resolve("stays"), "Stays", realm, "--feature", feature)) {
            JsonObject first;
            try (Node goes = new Node(home, "Goes", realm, "--feature", feature)) {
                first = stays.meets("Goes");
                goes.meets("Stays");
                int mark = stays.mark();
                Program.signal("INT", goes.process());
                assertEquals(0, goes.status());
                assertEquals("GOODBYE", stays.loses(mark, "Goes"));
                assertFalse(Files.exists(home.resolve("control"), LinkOption.NOFOLLOW_LINKS));
            }
            int mark = stays.mark();
            JsonObject second;
            try (Node goes = new Node(home, "Goes", realm, "--feature", feature, "--commands", "-")) {
                second = stays.sees(mark, "Goes", person -> person.containsKey("peer"));
                goes.meets("Stays");
                mark = stays.mark();
                Program.signal("TERM", goes.process());
                assertEquals(0, goes.status());
                assertEquals("GOODBYE", stays.loses(mark, "Goes"));
                assertFalse(Files.exists(home.resolve("control"), LinkOption.NOFOLLOW_LINKS));
            }
            // Started again it is the same person and endpoint, but another start of it.
            assertEquals(first.getString("peer"), second.getString("peer"));
            assertEquals(first.getString("endpoint"), second.getString("endpoint"));
            assertNotEquals(first.getString("instance"), second.getString("instance"));
            mark = stays.mark();
            try (Node goes = new Node(home, "Goes", realm, "--feature", feature)) {
                stays.sees(mark, "Goes", person -> person.containsKey("peer"));
                goes.meets("Stays");
                mark = stays.mark();
                goes.kill();
                assertEquals("SILENT", stays.loses(mark, "Goes"));
            }
        }
    }

    /** A restart is seen as one even when nobody saw the end. */
    @Test
    void whoeverIsKilledAndStartsAgainIsSeenOnce() throws Exception {
        String feature = quick();
        Path home = folder.resolve("restarts");
        try (Node stays = new Node(folder.resolve("stays"), "Stays", realm, "--feature", feature)) {
            JsonObject before;
            try (Node killed = new Node(home, "Restarts", realm, "--feature", feature)) {
                before = stays.meets("Restarts");
                killed.meets("Stays");
            }
            int mark = stays.mark();
            try (Node again = new Node(home, "Restarts", realm, "--feature", feature)) {
                JsonObject after = stays.sees(
                        mark,
                        "Restarts",
                        person -> person.containsKey("peer")
                                && !person.getString("instance").equals(before.getString("instance")));
                assertEquals(before.getString("peer"), after.getString("peer"));
                assertEquals(before.getString("endpoint"), after.getString("endpoint"));
                again.meets("Stays");
                stays.eventAfter(mark, "near\\.disappeared", event -> event.getJsonObject("person")
                        .getString("instance")
                        .equals(before.getString("instance")));
                assertEquals(1, stays.call("near").asJsonArray().size());
            }
        }
    }

    /** Silence is noticed after three missed beacons, so they come often here. */
    private String quick() throws IOException {
        return Files.writeString(
                        folder.resolve("quick.json"),
                        """
                        { "id": "dev.parley:quick:1", "configurations": { "dev.parley.discovery.beacon": { "intervalMs": 1000 } } }
                        """)
                .toString();
    }
}
