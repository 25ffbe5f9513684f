package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process shows, and another sees. */
class ShownTest {
    private static final int MOST = 16_384;

    @TempDir
    Path folder;

    private final String realm = "shown-" + UUID.randomUUID();

    private Node node(String name) throws IOException {
        return new Node(folder.resolve(name), name, realm);
    }

    /** The endpoint of somebody near, as another one sees it called. */
    private static JsonObject called(Node who, int mark, String other, String endpointName) {
        return who.sees(
                mark, other, person -> person.getString("endpointName", "").equals(endpointName));
    }

    @Test
    void row13_theNameOfAnEndpointIsSeenByOthersAndSurvivesARestart() throws Exception {
        try (Node looks = node("Looks")) {
            try (Node named = node("Named")) {
                looks.meets("Named");
                int mark = looks.mark();
                named.call("me --endpoint-name kitchen");
                called(looks, mark, "Named", "kitchen");
            }
            int mark = looks.mark();
            try (Node again = node("Named")) {
                assertEquals("kitchen", again.call("me").asJsonObject().getString("endpointName"));
                called(looks, mark, "Named", "kitchen");
            }
        }
    }

    @Test
    void row22_theAvatarOfSomebodyNearIsFetchedByteForByte() throws Exception {
        byte[] picture = new byte[MOST];
        new Random(1).nextBytes(picture);
        Path file = Files.write(folder.resolve("picture"), picture);
        try (Node shows = node("Shows");
                Node looks = node("Looks")) {
            looks.meets("Shows");
            shows.call("publish " + file + " --id avatar --scope near_me");
            JsonObject added = looks.event("object\\.added", event -> true).getJsonObject("object");
            assertEquals(MOST, added.getInt("size"));
            Path saved = folder.resolve("saved");
            looks.call("objects " + shows.peer() + " --save " + saved);
            try (var files = Files.list(saved)) {
                assertArrayEquals(picture, Files.readAllBytes(files.findFirst().orElseThrow()));
            }
            shows.call("sign-out");
            looks.event("object\\.withdrawn", event -> true);
            assertTrue(looks.call("objects").asJsonArray().isEmpty());
        }
    }

    @Test
    void row07_nothingNeedsADisplay() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("DISPLAY", ":0", "WAYLAND_DISPLAY", "wayland-0"));
        Program.clean(environment);
        assertEquals(Map.of(), environment, "what all these processes are started with");
        try (Node headless = node("Headless")) {
            JsonObject me = headless.call("me").asJsonObject();
            assertTrue(me.getBoolean("degraded"), "bound to this machine alone");
            assertFalse(me.getString("peer").isEmpty());
        }
    }
}
