package dev.parley.testkit;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A record store in memory. What is asked for is done in its turn, on an executor of the test's; a test can let the disk be full. Any
 * thread.
 */
public final class FakeRecords implements RecordStore {
    private final Executor serial;
    private final Map<String, Map<String, ByteBuffer>> tables = new ConcurrentHashMap<>();
    private volatile Optional<String> refusal = Optional.empty();

    /** Empty. */
    public FakeRecords(Execution execution) {
        serial = execution.serial("fake-records");
    }

    /** From now on every write fails with that sentence, until {@link #takeAgain}. */
    public void refuse(String sentence) {
        refusal = Optional.of(sentence);
    }

    /** Writes succeed again. */
    public void takeAgain() {
        refusal = Optional.empty();
    }

    /** What a table has now, by key. */
    public Map<String, ByteBuffer> table(String table) {
        Map<String, ByteBuffer> records = tables.getOrDefault(table, Map.of());
        synchronized (records) {
            return new TreeMap<>(records);
        }
    }

    @Override
    public CompletionStage<List<StoredRecord>> all(String table) {
        return inTurn(() -> table(table).entrySet().stream()
                .map(entry -> new StoredRecord(entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public CompletionStage<Void> write(String table, List<Change> changes) {
        List<Change> copies = List.copyOf(changes);
        return inTurn(() -> {
            refusal.ifPresent(sentence -> {
                throw new StoreException(sentence, null);
            });
            Map<String, ByteBuffer> records = tables.computeIfAbsent(table, none -> new TreeMap<>());
            synchronized (records) {
                copies.forEach(change -> apply(records, change));
            }
            return null;
        });
    }

    private static void apply(Map<String, ByteBuffer> records, Change change) {
        if (change instanceof Change.Put put) {
            records.put(put.key(), put.value());
        } else {
            records.remove(change.key());
        }
    }

    private <T> CompletionStage<T> inTurn(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        serial.execute(() -> {
            try {
                done.complete(task.get());
            } catch (StoreException e) {
                done.completeExceptionally(e);
            }
        });
        return done.minimalCompletionStage();
    }
}
