package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Tells a record that the disk spoilt; SQLite has no checksums of its own. */
final class Checksum {
    private Checksum() {}

    /** Of where it belongs, too: a record in another's place is not what was written there. */
    static long of(String table, String key, ByteBuffer value) {
        CRC32C sum = new CRC32C();
        sum.update(table.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
        sum.update(value.duplicate());
        return sum.getValue();
    }

    /**
     * Every record there is, by table and key; those of a spoilt table's name are read by nobody.
     *
     * @param spoilt told of the first that is not what was written, which ends it
     */
    static Map<String, List<StoredRecord>> all(Connection connection, Consumer<String> spoilt) throws SQLException {
        Map<String, List<StoredRecord>> all = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT room, key, value, sum FROM record ORDER BY room, key")) {
            while (rows.next()) {
                String table = rows.getString(1);
                StoredRecord record = new StoredRecord(rows.getString(2), ByteBuffer.wrap(rows.getBytes(3)));
                if (rows.getLong(4) != of(table, record.key(), record.value())) {
                    spoilt.accept("the record " + record.key() + " of " + table + " is not what was written");
                    break;
                }
                all.computeIfAbsent(table, t -> new ArrayList<>()).add(record);
            }
        }
        return all;
    }
}
