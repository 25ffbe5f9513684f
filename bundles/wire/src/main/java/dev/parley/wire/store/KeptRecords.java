package dev.parley.wire.store;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table of a store that may come late, go, or never be there. What is written meanwhile is in memory only, and is written to the
 * store as soon as that comes and takes it, tried again and again; it then goes before what was on disk. Any thread, never blocks.
 */
public final class KeptRecords {
    /** How long after a failure what is owed to the disk is tried again, unless something else of the table is written sooner. */
    public static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(KeptRecords.class);

    private final String table;
    private final Consumer<List<StoredRecord>> loaded;
    private final Later later;
    private final Map<String, Change> owed = new LinkedHashMap<>(); // guarded by this, with the next five
    private final Map<String, Change> newest = new HashMap<>(); // of keys that are owed, or being written
    private final Set<String> touched = new HashSet<>();
    private RecordStore store;
    private boolean loading;
    private boolean waiting;

    /** Runs a task after a time, or never when whoever owns the table has stopped; it may throw {@link RejectedExecutionException} then. */
    @FunctionalInterface
    public interface Later {
        /** Runs it later, on any thread. */
        void run(Duration after, Runnable task);
    }

    /**
     * @param table of the store
     * @param loaded told what is on disk, on the store's thread, each time that a store comes; without what was written here since
     * @param later for trying again
     */
    public KeptRecords(String table, Consumer<List<StoredRecord>> loaded, Later later) {
        this.table = table;
        this.loaded = loaded;
        this.later = later;
    }

    /** A store is there. */
    public void bind(RecordStore came) {
        CompletionStage<List<StoredRecord>> all;
        synchronized (this) {
            store = came;
            loading = true;
            all = came.all(table);
        }
        var unused = all.whenComplete((records, failure) -> {
            if (failure == null) {
                loaded.accept(untouched(records));
            } else {
                untouched(List.of());
                LOG.warn("what was kept in the table {} cannot be read; it counts as empty", table, failure);
            }
        });
        pay();
    }

    /** It goes. */
    public synchronized void unbind(RecordStore gone) {
        if (store == gone) {
            store = null;
        }
    }

    /** @return whether it is on disk, or only in memory; fails with what kept the disk from taking it, and then nothing has changed */
    public CompletionStage<Boolean> put(String key, ByteBuffer value) {
        return change(new Change.Put(key, value));
    }

    /** Completes and fails as {@link #put} does. */
    public CompletionStage<Boolean> remove(String key) {
        return change(new Change.Remove(key));
    }

    /** For what is so already, whether the disk takes it or not: it is written now, or as soon as a store takes it. */
    public void insist(Change change) {
        owe(change);
        pay();
    }

    private synchronized void owe(Change change) {
        if (store == null || loading) {
            touched.add(change.key());
        }
        owed.put(change.key(), change);
        newest.put(change.key(), change);
    }

    private CompletionStage<Boolean> change(Change change) {
        RecordStore there;
        Change before;
        synchronized (this) {
            there = store;
            if (there == null) {
                owe(change);
                return CompletableFuture.completedStage(false);
            }
            if (loading) {
                touched.add(change.key());
            }
            owed.remove(change.key());
            before = newest.put(change.key(), change);
        }
        return there.write(table, List.of(change))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        written(List.of(change));
                    } else {
                        undone(change, before);
                    }
                    pay();
                })
                .thenApply(done -> true);
    }

    private synchronized void written(List<Change> changes) {
        changes.forEach(change -> newest.remove(change.key(), change));
    }

    /** What was there before counts again; whether it was written in the meantime, nobody knows. */
    private synchronized void undone(Change change, Change before) {
        if (newest.remove(change.key(), change) && before != null) {
            newest.put(change.key(), before);
            owed.put(change.key(), before);
        }
    }

    /** Writes what is owed, all of it together. */
    private void pay() {
        RecordStore there;
        List<Change> changes;
        synchronized (this) {
            there = store;
            if (there == null || owed.isEmpty()) {
                return;
            }
            changes = List.copyOf(owed.values());
            owed.clear();
        }
        var unused = there.write(table, changes).whenComplete((done, failure) -> {
            if (failure == null) {
                written(changes);
            } else {
                oweStill(changes);
                LOG.warn(
                        "{} records of the table {} are in memory only; they are written when the disk takes them",
                        changes.size(),
                        table,
                        failure);
                payLater();
            }
        });
    }

    /** Unless they were changed since. */
    private synchronized void oweStill(List<Change> changes) {
        changes.stream()
                .filter(change -> change.equals(newest.get(change.key())))
                .forEach(change -> owed.putIfAbsent(change.key(), change));
    }

    private void payLater() {
        synchronized (this) {
            if (waiting) {
                return;
            }
            waiting = true;
        }
        try {
            later.run(AGAIN, () -> {
                synchronized (this) {
                    waiting = false;
                }
                pay();
            });
        } catch (RejectedExecutionException stopped) {
            LOG.trace("nothing is tried again any more", stopped);
        }
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
