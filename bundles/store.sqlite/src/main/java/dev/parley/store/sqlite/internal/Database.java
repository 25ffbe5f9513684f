package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import dev.parley.wire.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database file, open. Not thread-safe. */
final class Database implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Path file;
    private final Connection connection;
    private final Examined examined;
    private Statements statements; // null when they have to be made anew

    /** @param connection to a database of the newest format; closed with this */
    Database(Path file, Connection connection) {
        this(file, connection, Examined.nothing());
    }

    private Database(Path file, Connection connection, Examined examined) {
        this.file = file;
        this.connection = connection;
        this.examined = examined;
    }

    /**
     * Opens the file, or makes it.
     *
     * @param migrations all there are, the oldest first
     * @throws StartException when it cannot be used; a file that is damaged, newer or another program's is then as it was
     */
    static Database open(FileLayer files, Path file, List<Migration> migrations, Clock clock) {
        try {
            if (Files.exists(file)) {
                PrivateFile.require(file);
            } else {
                files.writePrivate(file, new byte[0]);
            }
            int newest = migrations.get(migrations.size() - 1).number();
            Examined examined = new Examination(files, file, newest).require();
            return connect(files, file, migrations, clock, examined);
        } catch (SQLException e) {
            throw Refusals.start(file, e);
        } catch (IOException e) {
            throw new StartException("Your contacts cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static Database connect(
            FileLayer files, Path file, List<Migration> migrations, Clock clock, Examined examined)
            throws SQLException, IOException {
        Connection connection = Connections.exclusive(file);
        try {
            int version = Connections.number(connection, "PRAGMA user_version"); // it is locked from here on
            boolean same = version == migrations.get(migrations.size() - 1).number() && examined.isOf(file);
            if (version == 0 && Connections.number(connection, "SELECT count(*) FROM sqlite_schema") != 0) {
                throw Refusals.foreign(file);
            }
            Connections.makeDurable(connection);
            new Migrations(files, file, migrations, clock).run(connection);
            return new Database(file, connection, same ? examined : Examined.nothing());
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public List<StoredRecord> all(String table) {
        return examined.take(table).orElseGet(() -> select(table));
    }

    private List<StoredRecord> select(String table) {
        try {
            return Rows.of(connection, table, (spoilt, key) -> Refusals.spoilt(file, spoilt, key));
        } catch (SQLException e) {
            throw Refusals.store(file, "What was kept cannot be read.", e);
        }
    }

    @Override
    public void write(List<Write> writes) {
        examined.forget();
        try {
            transaction(writes);
        } catch (SQLException e) {
            throw Refusals.store(file, "That was not kept.", e);
        }
    }

    /** As {@link Connections#transaction}, with statements that are kept for the next one when all went well. */
    private void transaction(List<Write> writes) throws SQLException {
        Statements used = statements == null ? new Statements(connection) : statements;
        statements = null;
        boolean done = false;
        try {
            used.begin();
            for (Write write : writes) {
                for (Change change : write.changes()) {
                    used.apply(write.table(), change);
                }
            }
            used.commit();
            done = true;
            statements = used;
        } finally {
            if (!done) {
                Connections.rollBack(connection);
                used.discard();
            }
        }
    }

    @Override
    public String journal() {
        try {
            return Connections.text(connection, "PRAGMA journal_mode");
        } catch (SQLException e) {
            throw Refusals.store(file, "It cannot be looked at.", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("{} was not closed in order; it is mended at the next start", file, e);
        }
    }
}
