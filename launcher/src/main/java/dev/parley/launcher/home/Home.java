package dev.parley.launcher.home;

import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The folder with everything that belongs to one peer: keys, settings, the log, a cache that can be thrown away.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    /** The same folder under its one name. */
    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Where the platform keeps such data. */
    public static Home usual() {
        return new Home(
                usual(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv()));
    }

    static Path usual(String system, Path user, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isEmpty() ? user.resolve("AppData").resolve("Local") : Path.of(local)).resolve("Parley");
        }
        if (name.startsWith("mac")) {
            return Path.of(environment.getOrDefault("HOME", user.toString()))
                    .resolve("Library")
                    .resolve("Application Support")
                    .resolve("Parley");
        }
        // XDG Base Directory Specification: a relative path is to be ignored; HOME, as the shell has it, counts before
        // the user's entry
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        return (data.startsWith("/")
                        ? Path.of(data)
                        : (home.startsWith("/") ? Path.of(home) : user)
                                .resolve(".local")
                                .resolve("share"))
                .resolve("parley");
    }

    /** The control socket, or a text that names it. */
    public Path control() {
        return folder.resolve("control");
    }

    public Path lock() {
        return folder.resolve("lock");
    }

    public Path log() {
        return folder.resolve("log");
    }

    /** Whether the person has said who may see them; presence keeps that here. */
    public boolean answered() {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("settings"))) {
            settings.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            return false; // as presence takes it too
        }
        return !settings.getProperty("visibility", "").isBlank();
    }

    /** What can be thrown away: made anew at each start, but for the class archive. */
    public Path cache() {
        return folder.resolve("cache");
    }

    /**
     * Makes the folders, for the owner only.
     *
     * @throws LaunchException when that is impossible
     */
    public void make() throws LaunchException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            }
            Files.createDirectories(log());
            Files.createDirectories(cache());
        } catch (IOException e) {
            throw LaunchException.cannotStart(
                    "The home " + folder + " cannot be used (" + e + "). Choose another with --home DIR.", e);
        }
        if (!Files.isWritable(folder)) {
            throw LaunchException.cannotStart(
                    "The home " + folder + " may not be written to. Choose another with --home DIR.", null);
        }
    }
}
