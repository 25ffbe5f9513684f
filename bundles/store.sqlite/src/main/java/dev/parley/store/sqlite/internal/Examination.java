package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a database file before anything is done with it, and changes neither it nor its log, whatever it finds. */
final class Examination {
    /** "Prly": what a file of ours says it is. */
    static final int APPLICATION = 0x50726c79;

    private static final String FINE = "ok";

    private final FileLayer files;
    private final Path file;
    private final int newest;

    /** @param newest the newest format that can be read */
    Examination(FileLayer files, Path file, int newest) {
        this.files = files;
        this.file = file;
        this.newest = newest;
    }

    /**
     * @return what it read in passing
     * @throws StartException when it is damaged, newer, or not ours
     */
    Examined require() throws IOException {
        Optional<Header> header = Header.read(file);
        if (header.isPresent() && header.get().application() != 0) {
            if (header.get().application() != APPLICATION) {
                throw Refusals.foreign(file);
            }
            if (header.get().version() > newest) {
                throw Refusals.newer(file, header.get().version(), newest);
            }
        }
        if (size(log(file)) != 0) {
            requireSoundWithLog();
            return Examined.nothing();
        }
        return header.isPresent() ? requireSound() : Examined.nothing();
    }

    private Examined requireSound() throws IOException {
        Examined.Stamp stamp = Examined.Stamp.of(file);
        try (Connection connection = Connections.immutable(file)) {
            return Examined.of(check(connection), stamp);
        } catch (SQLException e) {
            throw Refusals.start(file, e);
        }
    }

    /** After a crash SQLite mends a file by its log as soon as it is opened, so a copy is what is opened. */
    private void requireSoundWithLog() throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".examined");
        try {
            copy(file, copy);
            copy(log(file), log(copy));
            try (Connection connection = Connections.exclusive(copy)) {
                check(connection);
                int version = Connections.number(connection, "PRAGMA user_version");
                if (version > newest) {
                    throw Refusals.newer(file, version, newest);
                }
            } catch (SQLException e) {
                throw Refusals.start(file, e);
            }
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(log(copy));
        }
    }

    private Map<String, List<StoredRecord>> check(Connection connection) throws SQLException {
        String found = Connections.text(connection, "PRAGMA quick_check(1)");
        if (!found.equals(FINE)) {
            throw Refusals.damaged(file, found.replace('\n', ' '), null);
        }
        return Connections.number(connection, "PRAGMA user_version") == 0
                ? Map.of()
                : Rows.all(
                        connection,
                        (table, key) -> Refusals.damaged(
                                file, "the record " + key + " of " + table + " is not what was written", null));
    }

    private void copy(Path from, Path to) throws IOException {
        files.writePrivate(to, new byte[0]);
        try (var out = Files.newOutputStream(to, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Files.copy(from, out);
        }
    }

    /** SQLite's write-ahead log of a file. */
    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
