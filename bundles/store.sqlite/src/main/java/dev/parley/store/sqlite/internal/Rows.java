package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads records, each only when it is what was written. */
final class Rows {
    private static final String FIRST = "SELECT room FROM record ORDER BY room, key LIMIT 1";
    private static final String NEXT = "SELECT room FROM record WHERE room > ? ORDER BY room, key LIMIT 1";
    private static final String ALL = "SELECT key, value, sum FROM record WHERE room = ? ORDER BY key";

    private Rows() {}

    /** What to throw for a record that is not what was written. */
    interface Refusal {
        RuntimeException of(String table, String key);
    }

    /** Every record there is, by table and key; those of a spoilt table's name are read by nobody. */
    static Map<String, List<StoredRecord>> all(Connection connection, Refusal refusal) throws SQLException {
        Map<String, List<StoredRecord>> all = new TreeMap<>();
        try (PreparedStatement first = connection.prepareStatement(FIRST);
                PreparedStatement next = connection.prepareStatement(NEXT)) {
            for (String table = room(first); table != null; table = room(next)) {
                all.put(table, of(connection, table, refusal));
                next.setString(1, table);
            }
        }
        return all;
    }

    /** @return null when there is none */
    private static String room(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** All records of a table, by key. */
    static List<StoredRecord> of(Connection connection, String table, Refusal refusal) throws SQLException {
        List<StoredRecord> records = new ArrayList<>();
        Checksum checksum = new Checksum(table);
        try (PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setString(1, table);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    StoredRecord record = new StoredRecord(rows.getString(1), ByteBuffer.wrap(rows.getBytes(2)));
                    if (rows.getLong(3) != checksum.of(record.key(), record.value())) {
                        throw refusal.of(table, record.key());
                    }
                    records.add(record);
                }
            }
        }
        return records;
    }
}
