package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.PeerScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class FoundTest {
    private final Map<String, Object> attributes = new HashMap<>(Map.of(
            "id", TestBundle.ID, "name", "Board", "version", Version.parseVersion("1.0"), "class", "org.board.Board"));

    private Found read() {
        return Found.read(null, attributes);
    }

    @Test
    void whatIsNotSaidHasADefault() {
        Found found = read();
        assertEquals(PeerScope.ALL, found.application().scope());
        assertEquals("", found.application().description());
        assertEquals(0, found.application().data().remaining());
        assertEquals("org.board.Board", found.type());
        assertTrue(found.problem().isEmpty());
    }

    @Test
    void theVersionIsShownAsItWasWritten() {
        for (String version : new String[] {"1.0", "1.2.3", "1.2.3.beta", "0.0"}) {
            attributes.put("version", Version.parseVersion(version));
            assertEquals(version, read().application().version());
        }
        attributes.put("version", "seven");
        assertEquals("seven", read().application().version());
    }

    @Test
    void textsThatCannotBeShownBecomeLabels() {
        attributes.put("name", "Bo\u001b[2Jard");
        attributes.put("description", "x".repeat(300));
        assertEquals("Bo\uFFFD[2Jard", read().application().name());
        assertEquals(255, read().application().description().length());
    }

    @Test
    void whatNamesNoApplicationIsRefused() {
        for (String[] wrong : new String[][] {
            {"id", "seven"}, {"id", "00000000-0000-0000-0000-000000000000"}, {"name", ""}, {"scope", "EVERYBODY"}
        }) {
            Object right = attributes.put(wrong[0], wrong[1]);
            assertThrows(IllegalArgumentException.class, this::read, wrong[0]);
            if (right == null) {
                attributes.remove(wrong[0]);
            } else {
                attributes.put(wrong[0], right);
            }
        }
    }

    @Test
    void anythingElseIsRefusedOrRead() {
        Random random = new Random(11);
        String[] keys = {"id", "name", "version", "description", "scope", "class"};
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            Map<String, Object> mutated = new HashMap<>(attributes);
            String key = keys[random.nextInt(keys.length)];
            StringBuilder text = new StringBuilder(String.valueOf(mutated.getOrDefault(key, "")));
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.insert(random.nextInt(text.length() + 1), (char) random.nextInt(0x10000));
            }
            mutated.put(key, text.toString());
            try {
                Found.read(null, mutated);
                read++;
            } catch (IllegalArgumentException refused) {
                assertTrue(key.equals("id") || key.equals("scope"), key);
            }
        }
        assertTrue(read > 10_000);
    }
}
