package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;

/** What went wrong with the file, as sentences for people. */
final class Refusals {
    // SQLite's primary result codes.
    private static final int BUSY = 5;
    private static final int READ_ONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NO_DATABASE = 26;

    private Refusals() {}

    static StartException damaged(Path file, String how, Throwable cause) {
        return new StartException(
                file + " is damaged (" + how
                        + "), so your contacts cannot be read. Nothing in it was changed. Put back a"
                        + " copy of it. Without one, move it away and start again: your contacts are gone then; you stay who"
                        + " you are.",
                cause);
    }

    static StartException newer(Path file, int version, int newest) {
        return new StartException(file + " was written by a newer Parley: it has format " + version
                + ", and this one reads up to " + newest
                + ". Nothing in it was changed. Update Parley, or use another home.");
    }

    static StartException foreign(Path file) {
        return new StartException(
                file + " is a database of another program. Nothing in it was changed. Move it away, or use"
                        + " another home.");
    }

    /** When opening failed. */
    static StartException start(Path file, SQLException e) {
        return switch (primary(e)) {
            case CORRUPT, NO_DATABASE -> damaged(file, "the database says: " + e.getMessage(), e);
            case BUSY -> new StartException(file + " is in use by another program. End that, or use another home.", e);
            default -> new StartException("Your contacts cannot be kept. " + sentence(file, e), e);
        };
    }

    /** When reading or writing failed. */
    static StoreException store(Path file, String what, SQLException e) {
        return new StoreException(what + " " + sentence(file, e), e);
    }

    /** When a record is not what was written. */
    static StoreException spoilt(Path file, String table, String key) {
        return new StoreException(
                file + " is damaged: the record " + key + " of " + table
                        + " is not what was written. Nothing in it was changed. Put back a copy of it.",
                null);
    }

    private static String sentence(Path file, SQLException e) {
        return switch (primary(e)) {
            case FULL -> "The disk that " + file + " lies on is full. Make room on it, then do it again.";
            case READ_ONLY -> file + " cannot be written to. Make it, and its folder, writable for who runs Parley.";
            case CANNOT_OPEN ->
                file
                        + " cannot be opened. Its folder must be there and writable for who runs Parley, with room on its disk.";
            case CORRUPT, NO_DATABASE -> file + " is damaged. Put back a copy of it.";
            default -> "The database " + file + " says: " + e.getMessage() + ".";
        };
    }

    private static int primary(SQLException e) {
        return e.getErrorCode() & 0xff;
    }
}
