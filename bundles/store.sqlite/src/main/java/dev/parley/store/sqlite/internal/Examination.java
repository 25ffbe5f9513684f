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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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

    /** Reads all records beside looking at how they lie: of thousands each takes a tenth of a second, at a start that waits for it. */
    private Examined requireSound() throws IOException {
        Examined.Stamp stamp = Examined.Stamp.of(file);
        FutureTask<Map<String, List<StoredRecord>>> reading = new FutureTask<>(() -> {
            try (Connection connection = Connections.immutable(file)) {
                return records(connection);
            }
        });
        Thread reader = new Thread(reading, "parley-store-reader");
        reader.start();
        try {
            requireStructure();
        } finally {
            join(reader); // nobody is in the file any more when this returns
        }
        return Examined.of(result(reading), stamp);
    }

    private void requireStructure() {
        try (Connection connection = Connections.immutable(file)) {
            requireStructure(connection);
        } catch (SQLException e) {
            throw Refusals.start(file, e);
        }
    }

    private static void join(Thread reader) {
        boolean interrupted = false;
        while (true) {
            try {
                reader.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param reading is done */
    private Map<String, List<StoredRecord>> result(FutureTask<Map<String, List<StoredRecord>>> reading) {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartException refused) {
                throw refused;
            }
            if (e.getCause() instanceof SQLException sql) {
                throw Refusals.start(file, sql);
            }
            throw new IllegalStateException("the records of " + file + " could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + file + " was read", e);
        }
    }

    /** After a crash SQLite mends a file by its log as soon as it is opened, so a copy is what is opened. */
    private void requireSoundWithLog() throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".examined");
        try {
            copy(file, copy);
            copy(log(file), log(copy));
            try (Connection connection = Connections.exclusive(copy)) {
                requireStructure(connection);
                records(connection);
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

    private void requireStructure(Connection connection) throws SQLException {
        String found = Connections.text(connection, "PRAGMA quick_check(1)");
        if (!found.equals(FINE)) {
            throw Refusals.damaged(file, found.replace('\n', ' '), null);
        }
    }

    private Map<String, List<StoredRecord>> records(Connection connection) throws SQLException {
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
