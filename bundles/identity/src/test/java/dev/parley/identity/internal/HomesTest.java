package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomesTest {
    private static final String USER = "/home/anna";

    private static Path home(String os, Map<String, String> environment) {
        return Homes.home("", os, environment, USER);
    }

    @Test
    void theUsualFolderOfEachPlatform() {
        assertEquals(Path.of("/home/anna/.local/share/parley"), home("Linux", Map.of()));
        assertEquals(Path.of("/data/parley"), home("Linux", Map.of("XDG_DATA_HOME", "/data")));
        assertEquals(Path.of("/home/anna/.local/share/parley"), home("Linux", Map.of("XDG_DATA_HOME", "data")));
        assertEquals(Path.of("/home/anna/Library/Application Support/Parley"), home("Mac OS X", Map.of()));
        assertEquals(Path.of("/roaming/Parley"), home("Windows 11", Map.of("APPDATA", "/roaming")));
        assertEquals(Path.of("/home/anna/AppData/Roaming/Parley"), home("Windows 11", Map.of()));
    }

    @Test
    void aConfiguredFolderCounts() {
        assertEquals(Path.of("/x"), Homes.home("/y/../x", "Linux", Map.of("XDG_DATA_HOME", "/data"), USER));
        assertTrue(Homes.home("x", "Linux", Map.of(), USER).isAbsolute());
    }
}
