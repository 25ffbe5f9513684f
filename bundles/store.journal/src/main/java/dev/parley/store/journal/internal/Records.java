package dev.parley.store.journal.internal;

import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of a journal: all in memory, and in each segment's beginning. Not changed once made. */
final class Records {
    static final Records NONE = new Records(new TreeMap<>());

    private final SortedMap<String, ByteBuffer> values;

    private Records(SortedMap<String, ByteBuffer> values) {
        this.values = values;
    }

    /** With these changes. */
    Records with(List<Change> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        SortedMap<String, ByteBuffer> changed = new TreeMap<>(values);
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                changed.put(put.key(), put.value());
            } else {
                changed.remove(change.key());
            }
        }
        return new Records(changed);
    }

    long bytes() {
        long bytes = 0;
        for (Map.Entry<String, ByteBuffer> record : values.entrySet()) {
            bytes += record.getKey().length() + record.getValue().remaining();
        }
        return bytes;
    }

    Optional<ByteBuffer> value(String key) {
        return Optional.ofNullable(values.get(key)).map(ByteBuffer::asReadOnlyBuffer);
    }

    List<StoredRecord> startingWith(String prefix) {
        return values.tailMap(prefix).entrySet().stream()
                .takeWhile(record -> record.getKey().startsWith(prefix))
                .map(record -> new StoredRecord(record.getKey(), record.getValue()))
                .toList();
    }
}
