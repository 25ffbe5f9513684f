package dev.parley.wire.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file of its owner only that is not read as a whole. */
public final class PrivateFile {
    private PrivateFile() {}

    /** @throws IOException saying what to do, when others than its owner can read or change it */
    public static void require(Path file) throws IOException {
        OwnerOnly.of(file).require(file);
    }
}
