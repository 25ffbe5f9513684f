package dev.parley.wire.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeFolderTest {
    private static final String USER = "/home/left";

    private static Path of(String configured, String os, Map<String, String> environment) {
        return HomeFolder.of(configured, os, environment, USER);
    }

    @Test
    void whatWasConfigured() {
        assertEquals(Path.of("/data/me"), of("/data/x/../me", "Linux", Map.of("XDG_DATA_HOME", "/xdg")));
        assertTrue(of("relative", "Linux", Map.of()).isAbsolute());
    }

    @Test
    void linux() {
        assertEquals(Path.of(USER, ".local", "share", "parley"), of("", "Linux", Map.of()));
        assertEquals(Path.of("/xdg/parley"), of(" ", "Linux", Map.of("XDG_DATA_HOME", "/xdg")));
        assertEquals(
                Path.of(USER, ".local", "share", "parley"), of("", "Linux", Map.of("XDG_DATA_HOME", "not/absolute")));
    }

    @Test
    void macAndWindows() {
        assertEquals(Path.of(USER, "Library", "Application Support", "Parley"), of("", "Mac OS X", Map.of()));
        assertEquals(Path.of("/roaming/Parley"), of("", "Windows 11", Map.of("APPDATA", "/roaming")));
        assertEquals(Path.of(USER, "AppData", "Roaming", "Parley"), of("", "Windows 11", Map.of("APPDATA", "")));
    }
}
