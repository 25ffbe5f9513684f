package dev.parley.store.sqlite.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** Opens database files. */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final int BUSY_MS = 5_000;

    static final String BEGIN = "BEGIN IMMEDIATE";
    static final String COMMIT = "COMMIT";

    private Connections() {}

    /**
     * For reading a file as it lies there, without anything beside it being looked at, made or changed. Only for files that nobody
     * else writes to.
     */
    static Connection immutable(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return config.createConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1");
    }

    /** For us alone, from the first statement on: so there is no file with shared memory, and no other program in between. */
    static Connection exclusive(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
        try {
            set(connection, "locking_mode", "exclusive");
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** What is confirmed lies on the disk, not in its cache. To be said once the file is known to be ours. */
    static void makeDurable(Connection connection) throws SQLException {
        set(connection, "journal_mode", "wal");
        set(connection, "synchronous", "2"); // full: a sync at each commit, not only at checkpoints
        set(connection, "fullfsync", "1"); // macOS: through the disk's own cache; elsewhere nothing
    }

    /** What is to be done in one transaction. */
    interface Work {
        void run() throws SQLException;
    }

    /**
     * Does all of it, or nothing. In SQL, not by the driver's {@code commit} and {@code rollback}: after a full disk SQLite rolls back by
     * itself, which the driver takes for an error, and from then on it commits each statement for itself.
     */
    static void transaction(Connection connection, Work work) throws SQLException {
        execute(connection, BEGIN);
        boolean done = false;
        try {
            work.run();
            execute(connection, COMMIT);
            done = true;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    /** Ends what a transaction that failed may have left open. */
    static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("rolled back already", e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void set(Connection connection, String pragma, String value) throws SQLException {
        execute(connection, "PRAGMA " + pragma + " = " + value);
        String now = text(connection, "PRAGMA " + pragma);
        if (!now.equals(value)) {
            throw new SQLException(pragma + " stays " + now + " instead of " + value);
        }
    }

    static int number(Connection connection, String query) throws SQLException {
        return Integer.parseInt(text(connection, query));
    }

    /** The first column of the first row. */
    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new SQLException("no answer to " + query);
            }
            return rows.getString(1);
        }
    }
}
