package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The records that an examination read: ten thousand contacts are not read twice at a start. Each table is given away once, and none
 * when something was written meanwhile. Not thread-safe.
 */
final class Examined {
    private final Map<String, List<StoredRecord>> tables;
    private final Optional<Stamp> stamp;

    /** What tells that a file is as it was. */
    record Stamp(long size, FileTime changed) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(now.size(), now.lastModifiedTime());
        }
    }

    private Examined(Map<String, List<StoredRecord>> tables, Optional<Stamp> stamp) {
        this.tables = tables;
        this.stamp = stamp;
    }

    /** None. */
    static Examined nothing() {
        return new Examined(new TreeMap<>(), Optional.empty());
    }

    /** @param stamp of the file before it was read */
    static Examined of(Map<String, List<StoredRecord>> tables, Stamp stamp) {
        return new Examined(new TreeMap<>(tables), Optional.of(stamp));
    }

    /** Whether the file is still the one that was read. */
    boolean isOf(Path file) throws IOException {
        return stamp.isPresent() && stamp.get().equals(Stamp.of(file));
    }

    /** The records of a table, by key, for whoever asks first. */
    Optional<List<StoredRecord>> take(String table) {
        return Optional.ofNullable(tables.remove(table));
    }

    /** Something is written: what was read may not be what lies there. */
    void forget() {
        tables.clear();
    }
}
