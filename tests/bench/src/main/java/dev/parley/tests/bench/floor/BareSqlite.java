package dev.parley.tests.bench.floor;

import dev.parley.tests.bench.load.Remote;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The floor of keeping something: one statement, prepared once, each a transaction of its own with a full sync. One thread. */
final class BareSqlite {
    private static final int KEY_LETTERS = 52;

    private final Random random = new Random(30);
    private final PreparedStatement insert;

    /** @param file does not exist yet */
    BareSqlite(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            pragma(statement, "locking_mode", "exclusive");
            pragma(statement, "journal_mode", "wal");
            pragma(statement, "synchronous", "2");
            statement.execute("CREATE TABLE record (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID");
        }
        insert = connection.prepareStatement("INSERT INTO record (key, value) VALUES (?, ?)");
    }

    private static void pragma(Statement statement, String name, String value) throws SQLException {
        statement.execute("PRAGMA " + name + " = " + value);
        try (ResultSet now = statement.executeQuery("PRAGMA " + name)) {
            if (!now.next() || !now.getString(1).equals(value)) {
                throw new SQLException(name + " is not " + value);
            }
        }
    }

    Map<String, Remote.Command> commands() {
        Remote.Command adds = words -> Remote.words(adds(words));
        return Map.of("adds", adds, "imports", adds);
    }

    /** Microseconds each, of so many, of so many bytes. */
    private double[] adds(List<String> words) throws SQLException {
        double[] micros = new double[Integer.parseInt(words.get(0))];
        byte[] value = new byte[Integer.parseInt(words.get(1))];
        for (int i = 0; i < micros.length; i++) {
            random.nextBytes(value);
            String key = key();
            long begun = System.nanoTime();
            insert.setString(1, key);
            insert.setBytes(2, value);
            insert.executeUpdate();
            micros[i] = (System.nanoTime() - begun) / 1e3;
        }
        return micros;
    }

    private String key() {
        return random.ints(KEY_LETTERS, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
