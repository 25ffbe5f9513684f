package dev.parley.store.sqlite.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first hundred bytes of a database file (SQLite's file format, section 1.3), read without SQLite, which would change a file that
 * we only want to look at.
 *
 * @param application whose format it is; 0 before the first migration
 * @param version which migration was the last
 */
record Header(int application, int version) {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 100;
    private static final int VERSION_AT = 60;
    private static final int APPLICATION_AT = 68;

    /**
     * @return empty when nothing was ever written to the file itself
     * @throws StartException when it is no database
     */
    static Optional<Header> read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES);
        }
        return of(file, bytes);
    }

    /** @param bytes the first ones of the file */
    static Optional<Header> of(Path file, byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length < BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw Refusals.damaged(file, "it is no database", null);
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return Optional.of(new Header(numbers.getInt(APPLICATION_AT), numbers.getInt(VERSION_AT)));
    }
}
