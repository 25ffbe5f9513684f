package dev.parley.testkit;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;

/**
 * A store of records in memory, which a test can look at, fill up, and give to the next start. It works when its executor does, in the
 * order of the calls.
 */
public final class FakeStore implements RecordStore {
    private final Map<String, Map<String, ByteBuffer>> tables = new ConcurrentHashMap<>();
    private final Executor executor;
    private volatile boolean full;

    /** @param executor serial */
    public FakeStore(Executor executor) {
        this.executor = executor;
    }

    /** What is on disk in a table now: can be changed. */
    public Map<String, ByteBuffer> table(String name) {
        return tables.computeIfAbsent(name, none -> new ConcurrentSkipListMap<>());
    }

    /** Whether the disk has no room: nothing is written then. */
    public void full(boolean noRoom) {
        full = noRoom;
    }

    @Override
    public CompletionStage<List<StoredRecord>> all(String table) {
        return CompletableFuture.supplyAsync(
                () -> table(table).entrySet().stream()
                        .map(entry -> new StoredRecord(entry.getKey(), entry.getValue()))
                        .toList(),
                executor);
    }

    @Override
    public CompletionStage<Void> write(String table, List<Change> changes) {
        return CompletableFuture.runAsync(
                () -> {
                    if (full) {
                        throw new StoreException(
                                "The disk is full. Make room, and try again.", new IOException("full"));
                    }
                    changes.forEach(change -> apply(table(table), change));
                },
                executor);
    }

    private static void apply(Map<String, ByteBuffer> records, Change change) {
        if (change instanceof Change.Put put) {
            records.put(put.key(), put.value());
        } else {
            records.remove(change.key());
        }
    }
}
