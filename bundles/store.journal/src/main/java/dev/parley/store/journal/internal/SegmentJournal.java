package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Coverage;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.StoredEntry;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does everything on one serial executor, in the order of the calls; appends that wait behind each other share a force. */
final class SegmentJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentJournal.class);
    private static final int GROUP_STEPS = 1024;
    private static final int GROUP_BYTES = 8 << 20;

    private final Executor serial;
    private final Log log;
    private final Runnable closed;
    private final Deque<Work> waiting = new ArrayDeque<>(); // guarded by itself, with the next two
    private boolean stopped;
    private boolean finished;

    /** Something that was asked for. */
    private sealed interface Work {
        record Reading(Runnable run) implements Work {}

        record Appending(Step step, int bytes, CompletableFuture<List<Appended>> done) implements Work {}
    }

    /**
     * @param serial does the work
     * @param log closed with this
     * @param closed to be told, on the serial executor
     */
    SegmentJournal(Executor serial, Log log, Runnable closed) {
        this.serial = serial;
        this.log = log;
        this.closed = closed;
    }

    @Override
    public CompletionStage<List<Appended>> append(List<JournalEntry> entries, List<Change> changes) {
        Step step = new Step(List.copyOf(entries), List.copyOf(changes));
        Journal.requirePossible(step.entries(), step.changes());
        CompletableFuture<List<Appended>> done = new CompletableFuture<>();
        return submit(new Work.Appending(step, step.mostBytes(), done), done);
    }

    @Override
    public CompletionStage<List<StoredEntry>> read(long from, int mostBytes) {
        return reading(() -> log.read(from, mostBytes));
    }

    @Override
    public CompletionStage<List<StoredEntry>> find(EndPointId author, SequenceRange range, int mostBytes) {
        return reading(() -> log.find(author, range, mostBytes));
    }

    @Override
    public CompletionStage<Optional<ByteBuffer>> record(String key) {
        return reading(() -> log.records().value(key));
    }

    @Override
    public CompletionStage<List<StoredRecord>> records(String prefix) {
        return reading(() -> log.records().startingWith(prefix));
    }

    @Override
    public Map<EndPointId, Coverage> coverage() {
        return log.view().coverage();
    }

    @Override
    public long first() {
        return log.view().first();
    }

    @Override
    public long next() {
        return log.view().next();
    }

    private <T> CompletionStage<T> reading(Supplier<T> read) {
        CompletableFuture<T> done = new CompletableFuture<>();
        return submit(
                new Work.Reading(() -> {
                    T result;
                    try {
                        result = read.get();
                    } catch (RuntimeException | Error e) { // whatever it is: somebody waits
                        done.completeExceptionally(e);
                        return;
                    }
                    done.complete(result);
                }),
                done);
    }

    private <T> CompletionStage<T> submit(Work work, CompletableFuture<T> done) {
        boolean first;
        synchronized (waiting) {
            if (stopped) {
                return CompletableFuture.failedFuture(Refusals.closed());
            }
            first = waiting.isEmpty();
            waiting.add(work);
        }
        if (first) {
            schedule(this::work);
        }
        return done.minimalCompletionStage();
    }

    /** When there is no thread any more, all is about to be closed, and what waits is done then. */
    private void schedule(Runnable task) {
        try {
            serial.execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.trace("left to be done at the end", stopping);
        }
    }

    private void work() {
        if (step()) {
            schedule(this::work);
        }
    }

    /**
     * Does what is first: a reading, or appends up to the next one. They stay in the queue until they are done, so that whoever comes
     * meanwhile schedules nothing.
     *
     * @return whether there is more
     */
    private boolean step() {
        List<Work.Appending> group = new ArrayList<>();
        Work first;
        synchronized (waiting) {
            first = waiting.peek();
            long bytes = 0;
            for (Work next : waiting) {
                if (!(next instanceof Work.Appending appending)
                        || group.size() == GROUP_STEPS
                        || (!group.isEmpty() && bytes + appending.bytes > GROUP_BYTES)) {
                    break;
                }
                bytes += appending.bytes;
                group.add(appending);
            }
        }
        if (first instanceof Work.Reading reading) {
            reading.run.run();
        } else if (first != null) {
            append(group);
        }
        synchronized (waiting) {
            for (int done = Math.max(1, group.size()); done > 0 && !waiting.isEmpty(); done--) {
                waiting.remove();
            }
            return !waiting.isEmpty();
        }
    }

    private void append(List<Work.Appending> group) {
        List<List<Appended>> results;
        try {
            results = log.append(group.stream().map(Work.Appending::step).toList());
        } catch (RuntimeException | Error e) {
            if (group.size() == 1) {
                group.get(0).done.completeExceptionally(e);
            } else { // one of them may be too much for the disk, and the others not
                group.forEach(one -> append(List.of(one)));
            }
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            group.get(i).done.complete(results.get(i));
        }
    }

    @Override
    public void close() {
        synchronized (waiting) {
            if (stopped) {
                return;
            }
            stopped = true;
        }
        schedule(this::finish);
    }

    /** Does what was asked before, and closes the files. On the serial executor, or when that has ended. Again: nothing. */
    void finish() {
        synchronized (waiting) {
            stopped = true;
            if (finished) {
                return;
            }
            finished = true;
        }
        boolean more = true;
        while (more) {
            more = step();
        }
        log.close();
        closed.run();
    }
}
