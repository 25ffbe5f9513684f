package dev.parley.store.sqlite.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
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

    /** The first record that is not what was written, wherever it is now; those of a spoilt table's name are read by nobody. */
    static Optional<String> firstSpoilt(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT room, key, value, sum FROM record")) {
            while (rows.next()) {
                if (rows.getLong(4) != of(rows.getString(1), rows.getString(2), ByteBuffer.wrap(rows.getBytes(3)))) {
                    return Optional.of("the record " + rows.getString(2) + " of " + rows.getString(1)
                            + " is not what was written");
                }
            }
            return Optional.empty();
        }
    }
}
