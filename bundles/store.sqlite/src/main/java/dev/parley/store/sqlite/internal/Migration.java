package dev.parley.store.sqlite.internal;

import java.util.List;

/**
 * One step from a format of the database to the next. Steps that were in a release are never changed.
 *
 * @param number the format that it makes: one more than the step before
 * @param statements SQL, all in one transaction
 */
record Migration(int number, List<String> statements) {
    /** All of them, in order. */
    static final List<Migration> ALL = List.of(new Migration(
            1,
            List.of(
                    "CREATE TABLE version (number INTEGER PRIMARY KEY, made_at TEXT NOT NULL)",
                    // One table for all, for users name theirs as they like; "sum" tells a record that the disk spoilt.
                    // Without
                    // rowid there is no index beside it that could say something else.
                    "CREATE TABLE record (room TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, sum INTEGER NOT NULL,"
                            + " PRIMARY KEY (room, key)) WITHOUT ROWID")));

    /** Copies the list. */
    Migration {
        statements = List.copyOf(statements);
    }
}
