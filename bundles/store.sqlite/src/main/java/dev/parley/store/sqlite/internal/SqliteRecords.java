package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import dev.parley.store.sqlite.internal.Storage.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does everything on one serial executor, in the order of the calls. Writes that wait behind each other go into one transaction, so
 * that they share its sync.
 */
final class SqliteRecords implements RecordStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteRecords.class);
    /** What fits into one transaction, roughly: more would keep the others waiting. */
    private static final int GROUP_WRITES = 256;

    private static final int GROUP_BYTES = 8 << 20;
    private static final Pattern TABLE = Pattern.compile("[a-z0-9_]{1," + KEY_CHARACTERS + "}");

    private final Executor serial;
    private final Storage storage;
    private final Deque<Work> waiting = new ArrayDeque<>(); // guarded by itself, with the next
    private boolean stopped;
    private volatile String trouble = "";

    /** Something that was asked for. */
    private sealed interface Work {
        CompletableFuture<?> done();

        record Reading(String table, CompletableFuture<List<StoredRecord>> done) implements Work {}

        record Writing(Write write, long bytes, CompletableFuture<Void> done) implements Work {}
    }

    /**
     * @param serial does the work
     * @param storage closed with this
     */
    SqliteRecords(Executor serial, Storage storage) {
        this.serial = serial;
        this.storage = storage;
    }

    @Override
    public CompletionStage<List<StoredRecord>> all(String table) {
        requireTable(table);
        CompletableFuture<List<StoredRecord>> done = new CompletableFuture<>();
        submit(new Work.Reading(table, done));
        return done.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> write(String table, List<Change> changes) {
        requireTable(table);
        List<Change> copies = List.copyOf(changes);
        copies.forEach(SqliteRecords::requireKey);
        long bytes = copies.stream().mapToLong(SqliteRecords::size).sum();
        CompletableFuture<Void> done = new CompletableFuture<>();
        submit(new Work.Writing(new Write(table, copies), bytes, done));
        return done.minimalCompletionStage();
    }

    private static void requireTable(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("a table's name has 1 to " + KEY_CHARACTERS
                    + " lower-case letters, digits and underscores, unlike \"" + table + "\"");
        }
    }

    private static void requireKey(Change change) {
        if (change.key().length() > KEY_CHARACTERS
                || !StandardCharsets.UTF_8.newEncoder().canEncode(change.key())) {
            throw new IllegalArgumentException("a key is text of at most " + KEY_CHARACTERS + " characters");
        }
    }

    private static long size(Change change) {
        return change instanceof Change.Put put ? put.value().remaining() : 0;
    }

    private void submit(Work work) {
        boolean first;
        synchronized (waiting) {
            if (stopped) {
                work.done().completeExceptionally(stopping());
                return;
            }
            first = waiting.isEmpty();
            waiting.add(work);
        }
        if (first) {
            schedule();
        }
    }

    /** When there is no thread any more, the file is about to be closed, and what waits is done then. */
    private void schedule() {
        try {
            serial.execute(this::work);
        } catch (RejectedExecutionException stopping) {
            LOG.trace("left to be done at the end", stopping);
        }
    }

    private static StoreException stopping() {
        return new StoreException("That was not kept: Parley is stopping. Do it again at the next start.", null);
    }

    private void work() {
        boolean more = step();
        synchronized (waiting) {
            more &= !stopped; // else it is done when the file is closed
        }
        if (more) {
            schedule();
        }
    }

    /**
     * Does what is first: a reading, or writings up to the next one. They stay in the queue until they are done, so that whoever comes
     * meanwhile schedules nothing.
     *
     * @return whether there is more
     */
    private boolean step() {
        List<Work.Writing> group = new ArrayList<>();
        Work first;
        synchronized (waiting) {
            first = waiting.peek();
            long bytes = 0;
            for (Work next : waiting) {
                if (!(next instanceof Work.Writing writing)
                        || group.size() == GROUP_WRITES
                        || (!group.isEmpty() && bytes + writing.bytes > GROUP_BYTES)) {
                    break;
                }
                bytes += writing.bytes;
                group.add(writing);
            }
        }
        if (first instanceof Work.Reading reading) {
            read(reading);
        } else if (first != null) {
            write(group);
        }
        synchronized (waiting) {
            for (int done = Math.max(1, group.size()); done > 0 && !waiting.isEmpty(); done--) {
                waiting.remove();
            }
            return !waiting.isEmpty();
        }
    }

    private void read(Work.Reading reading) {
        try {
            reading.done.complete(storage.all(reading.table));
        } catch (RuntimeException | Error e) { // whatever it is: somebody waits
            reading.done.completeExceptionally(e);
        }
    }

    private void write(List<Work.Writing> group) {
        try {
            storage.write(group.stream().map(Work.Writing::write).toList());
        } catch (RuntimeException | Error e) {
            if (group.size() == 1) {
                trouble = String.valueOf(e.getMessage());
                group.get(0).done.completeExceptionally(e);
            } else { // one of them may be too much for the disk, and the others not
                group.forEach(one -> write(List.of(one)));
            }
            return;
        }
        trouble = "";
        group.forEach(one -> one.done.complete(null));
    }

    /** Why the last write failed; empty when it did not. Any thread. */
    String trouble() {
        return trouble;
    }

    /** How the file journals. On the serial executor. */
    String journal() {
        return storage.journal();
    }

    /** Refuses what comes from now on, does what was asked before, and closes the file. On the serial executor, or when that has ended. */
    void close() {
        synchronized (waiting) {
            stopped = true;
        }
        boolean more = true;
        while (more) {
            more = step();
        }
        storage.close();
    }
}
