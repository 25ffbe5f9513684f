package dev.parley.presence.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Where a person's data lie when nobody said where: the platform's usual folder. */
final class HomeFolder {
    private HomeFolder() {}

    /** @param configured as configured; empty for the platform's folder */
    static Path of(String configured) {
        return of(configured, System::getenv, System.getProperty("os.name"), System.getProperty("user.home"));
    }

    static Path of(String configured, UnaryOperator<String> environment, String system, String userHome) {
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return under(environment.apply("LOCALAPPDATA"), Path.of(userHome, "AppData", "Local"), "Parley");
        }
        if (name.startsWith("mac")) {
            return Path.of(userHome, "Library", "Application Support", "Parley");
        }
        return under(environment.apply("XDG_DATA_HOME"), Path.of(userHome, ".local", "share"), "parley");
    }

    private static Path under(String told, Path usual, String name) {
        return (told == null || told.isEmpty() ? usual : Path.of(told)).resolve(name);
    }
}
