package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.FileLayer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Brings a database to the newest format, step by step, with a copy of it before each. */
final class Migrations {
    private final FileLayer files;
    private final Path file;
    private final List<Migration> all;
    private final Clock clock;

    Migrations(FileLayer files, Path file, List<Migration> all, Clock clock) {
        this.files = files;
        this.file = file;
        this.all = List.copyOf(all);
        this.clock = clock;
    }

    void run(Connection connection) throws SQLException, IOException {
        int version = Connections.number(connection, "PRAGMA user_version");
        for (Migration next : all) {
            if (next.number() > version) {
                if (version > 0) {
                    backUp(connection, next.number());
                }
                make(connection, next);
            }
        }
        if (all.get(all.size() - 1).number() > version) {
            // Into the file itself, so that an older Parley sees in its header that it is too new, and leaves it alone.
            Connections.text(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** What lies beside the file from then on, for somebody who has to go back. */
    static Path backup(Path file, int before) {
        return file.resolveSibling(file.getFileName() + ".before-" + before);
    }

    private void backUp(Connection connection, int before) throws SQLException, IOException {
        Path copy = backup(file, before);
        files.writePrivate(copy, new byte[0]); // only its owner may read it; SQLite fills an empty file
        try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toString());
            statement.execute();
        }
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void make(Connection connection, Migration migration) throws SQLException {
        Connections.transaction(connection, () -> {
            for (String sql : migration.statements()) {
                Connections.execute(connection, sql);
            }
            try (PreparedStatement record =
                    connection.prepareStatement("INSERT INTO version (number, made_at) VALUES (?, ?)")) {
                record.setInt(1, migration.number());
                record.setString(2, clock.instant().toString());
                record.executeUpdate();
            }
            Connections.execute(connection, "PRAGMA application_id = " + Examination.APPLICATION);
            Connections.execute(connection, "PRAGMA user_version = " + migration.number());
        });
    }
}
