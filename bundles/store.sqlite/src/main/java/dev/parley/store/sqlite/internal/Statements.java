package dev.parley.store.sqlite.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.spi.store.RecordStore.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a transaction of changes is made of, compiled once for many of them. Whatever fails is thrown away with all the others, since the
 * driver closes it. Not thread-safe.
 */
final class Statements {
    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);
    private static final String REMOVE = "DELETE FROM record WHERE room = ? AND key = ?";
    private static final String PUT = "INSERT INTO record (room, key, value, sum) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (room, key) DO UPDATE SET value = excluded.value, sum = excluded.sum";

    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement put;
    private final PreparedStatement remove;

    /** @param connection which closes them when it is closed */
    Statements(Connection connection) throws SQLException {
        begin = connection.prepareStatement(Connections.BEGIN);
        commit = connection.prepareStatement(Connections.COMMIT);
        put = connection.prepareStatement(PUT);
        remove = connection.prepareStatement(REMOVE);
    }

    void begin() throws SQLException {
        begin.execute();
    }

    void commit() throws SQLException {
        commit.execute();
    }

    void apply(String table, Change change) throws SQLException {
        PreparedStatement statement = change instanceof Change.Put ? put : remove;
        statement.setString(1, table);
        statement.setString(2, change.key());
        if (change instanceof Change.Put one) {
            statement.setBytes(3, Bytes.array(one.value()));
            statement.setLong(4, new Checksum(table).of(one.key(), one.value()));
        }
        statement.executeUpdate();
        statement.clearParameters(); // a contact's bytes are not held until the next change
    }

    /** One of them failed. */
    void discard() {
        for (PreparedStatement one : List.of(begin, commit, put, remove)) {
            try {
                one.close();
            } catch (SQLException e) {
                LOG.debug("a statement is closed already, or with the connection", e);
            }
        }
    }
}
