package dev.parley.introduction.internal;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Records in memory, of one home. */
final class FakeRecords implements RecordStore {
    final Map<String, Map<String, ByteBuffer>> tables = new HashMap<>();
    boolean full;

    @Override
    public CompletionStage<List<StoredRecord>> all(String table) {
        return CompletableFuture.completedStage(table(table).entrySet().stream()
                .map(one -> new StoredRecord(one.getKey(), one.getValue()))
                .toList());
    }

    @Override
    public CompletionStage<Void> write(String table, List<Change> changes) {
        if (full) {
            return CompletableFuture.failedStage(new StoreException("the disk is full", new IOException()));
        }
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                table(table).put(put.key(), put.value());
            } else {
                table(table).remove(change.key());
            }
        }
        return CompletableFuture.completedStage(null);
    }

    Map<String, ByteBuffer> table(String name) {
        return tables.computeIfAbsent(name, none -> new TreeMap<>());
    }
}
