package dev.parley.wire.file;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a person's data lie: the same for every bundle that keeps some. */
public final class HomeFolder {
    private HomeFolder() {}

    /** @param configured as configured; empty for the platform's usual folder */
    public static Path of(String configured) {
        return of(configured, System.getProperty("os.name"), System.getenv(), System.getProperty("user.home"));
    }

    static Path of(String configured, String os, Map<String, String> environment, String userHome) {
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
