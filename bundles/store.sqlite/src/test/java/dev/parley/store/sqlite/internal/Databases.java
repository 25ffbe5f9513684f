package dev.parley.store.sqlite.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import dev.parley.wire.file.DiskFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Database files for tests. */
final class Databases {
    static final FileLayer FILES = new DiskFiles();
    static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private Databases() {}

    static Database open(Path file) {
        return open(file, Migration.ALL);
    }

    static Database open(Path file, List<Migration> migrations) {
        return Database.open(FILES, file, migrations, CLOCK);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Change put(String key, String value) {
        return new Change.Put(key, ByteBuffer.wrap(bytes(value)));
    }

    static void write(Storage storage, String table, Change... changes) {
        storage.write(List.of(new Storage.Write(table, List.of(changes))));
    }

    static Map<String, String> read(Storage storage, String table) {
        return texts(storage.all(table));
    }

    static Map<String, String> texts(List<StoredRecord> records) {
        Map<String, String> texts = new TreeMap<>();
        records.forEach(
                record -> texts.put(record.key(), new String(Bytes.array(record.value()), StandardCharsets.UTF_8)));
        return texts;
    }
}
