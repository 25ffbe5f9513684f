package dev.parley.tests.durability;

import dev.parley.wire.file.DiskFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of its own: writes one small file again and again, as keys, card and settings are written, and says what is confirmed. */
final class Scribe {
    /** The file's name. */
    static final String FILE = "settings";

    private Scribe() {}

    /** @param arguments the folder, and how often */
    public static void main(String... arguments) throws IOException {
        Path file = Path.of(arguments[0]).resolve(FILE);
        DiskFiles files = new DiskFiles();
        for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
            files.writePrivate(file, ("version=" + i + "\n").getBytes(StandardCharsets.US_ASCII));
            Out.say("done " + i);
        }
    }
}
