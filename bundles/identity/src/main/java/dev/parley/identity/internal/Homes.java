package dev.parley.identity.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a person's data lies. */
final class Homes {
    private Homes() {}

    /**
     * @param configured a folder; empty for the platform's usual one
     * @param os the system property {@code os.name}
     * @param environment of the process
     * @param userHome the system property {@code user.home}
     */
    static Path home(String configured, String os, Map<String, String> environment, String userHome) {
        if (!configured.isBlank()) {
            return Path.of(configured).toAbsolutePath().normalize();
        }
        String system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            return (roaming.isBlank() ? Path.of(userHome, "AppData", "Roaming") : Path.of(roaming)).resolve("Parley");
        }
        if (system.startsWith("mac")) {
            return Path.of(userHome, "Library", "Application Support", "Parley");
        }
        // XDG Base Directory Specification: a path that is not absolute is to be ignored.
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return (data.startsWith("/") ? Path.of(data) : Path.of(userHome, ".local", "share")).resolve("parley");
    }
}
