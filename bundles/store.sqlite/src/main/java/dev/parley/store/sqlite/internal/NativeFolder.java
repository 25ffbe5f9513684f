package dev.parley.store.sqlite.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where SQLite's driver unpacks its native library, under a new name at each start. By itself it does so in the folder for temporary
 * files, and takes it away only when the JVM ends in peace, which ours does not wait for.
 */
final class NativeFolder {
    /** The driver's property. */
    static final String PROPERTY = "org.sqlite.tmpdir";

    /** What the library takes, with something to spare. */
    private static final long ROOM = 4 << 20;

    private static final String OURS = "sqlite-";

    private NativeFolder() {}

    /**
     * Says where, unless somebody did, and takes away what earlier starts left there.
     *
     * @param home ours alone
     * @param system the system properties; the first to ask in a JVM decides, for the library is loaded once
     */
    static void prepare(Path home, Properties system) throws IOException {
        Path folder = home.resolve("cache").resolve("sqlite");
        if (system.putIfAbsent(PROPERTY, folder.toString()) != null) {
            return;
        }
        Files.createDirectories(folder);
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(file -> file.getFileName().toString().startsWith(OURS))
                    .toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        if (Files.getFileStore(folder).getUsableSpace() < ROOM) {
            system.remove(PROPERTY); // the disk is full: perhaps the one for temporary files is not
        }
    }
}
