package dev.parley.wire.store;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table of a store that may come late, go, or never be there. What is written meanwhile is in memory only, and is written to the
 * store as soon as that comes; it then goes before what was on disk. Any thread, never blocks.
 */
public final class KeptRecords {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRecords.class);

    private final String table;
    private final Consumer<List<StoredRecord>> loaded;
    private final Map<String, Change> unwritten = new LinkedHashMap<>(); // guarded by this, with the next three
    private final Set<String> touched = new HashSet<>();
    private RecordStore store;
    private boolean loading;

    /**
     * @param table of the store
     * @param loaded told what is on disk, on the store's thread, each time that a store comes; without what was written here since
     */
    public KeptRecords(String table, Consumer<List<StoredRecord>> loaded) {
        this.table = table;
        this.loaded = loaded;
    }

    /** A store is there. */
    public void bind(RecordStore came) {
        CompletionStage<List<StoredRecord>> all;
        List<Change> late;
        synchronized (this) {
            store = came;
            loading = true;
            all = came.all(table);
            late = new ArrayList<>(unwritten.values());
            unwritten.clear();
        }
        var unusedRead = all.whenComplete((records, failure) -> {
            if (failure == null) {
                loaded.accept(untouched(records));
            } else {
                untouched(List.of());
                LOG.warn("what was kept in the table {} cannot be read; it counts as empty", table, failure);
            }
        });
        if (!late.isEmpty()) {
            var unusedWrite = came.write(table, late).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("{} records of the table {} stay in memory only", late.size(), table, failure);
                }
            });
        }
    }

    /** It goes. */
    public synchronized void unbind(RecordStore gone) {
        if (store == gone) {
            store = null;
        }
    }

    /** @return whether it is on disk, or only in memory; fails with what kept the disk from taking it */
    public CompletionStage<Boolean> put(String key, ByteBuffer value) {
        return change(new Change.Put(key, value));
    }

    /** Completes and fails as {@link #put} does. */
    public CompletionStage<Boolean> remove(String key) {
        return change(new Change.Remove(key));
    }

    private synchronized CompletionStage<Boolean> change(Change change) {
        if (store == null || loading) {
            touched.add(change.key());
        }
        if (store == null) {
            unwritten.put(change.key(), change);
            return CompletableFuture.completedStage(false);
        }
        return store.write(table, List.of(change)).thenApply(done -> true);
    }

    private synchronized List<StoredRecord> untouched(List<StoredRecord> records) {
        List<StoredRecord> rest = records.stream()
                .filter(record -> !touched.contains(record.key()))
                .toList();
        touched.clear();
        loading = false;
        return rest;
    }
}
