package dev.parley.testkit;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.Retention;
import dev.parley.spi.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Journals in memory, which a test can fill up, keep from being forced, and take the power from. They work when their executor does, in
 * the order of the calls. Any thread.
 *
 * <pre>{@code
 * journals.hold(true);
 * sent = session.send(…);          // cannot be confirmed: nothing is forced
 * journals.crash();                // and now it is lost
 * }</pre>
 */
public final class FakeJournals implements Journals {
    private final Executor executor;
    private final Clock clock;
    private final Map<SessionId, JournalDisk> disks = new HashMap<>(); // guarded by this, with all that follow
    private final Map<SessionId, FakeJournal> open = new HashMap<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holding;
    private boolean full;
    private Retention retention;
    private int starts;

    /** @param executor serial */
    public FakeJournals(Executor executor, Clock clock, Retention retention) {
        this.executor = executor;
        this.clock = clock;
        this.retention = retention;
    }

    /** Whether the disk has no room: nothing is appended then. */
    public synchronized void full(boolean noRoom) {
        full = noRoom;
    }

    /** How long entries are kept from now on. */
    public synchronized void retention(Retention newest) {
        retention = newest;
    }

    /** Whether the disk takes its time: nothing is done, and nothing confirmed, until it does not any more. */
    public void hold(boolean on) {
        Queue<Runnable> now;
        synchronized (this) {
            holding = on;
            if (on) {
                return;
            }
            now = new ArrayDeque<>(held);
            held.clear();
        }
        now.forEach(executor::execute);
    }

    /**
     * The power goes and comes back: what was not confirmed is lost, its stages never complete, and all journals are closed. It is not
     * held any more.
     */
    public void crash() {
        List<FakeJournal> closing;
        synchronized (this) {
            starts++;
            held.clear();
            holding = false;
            closing = List.copyOf(open.values());
            open.clear();
        }
        closing.forEach(FakeJournal::close);
    }

    @Override
    public CompletionStage<Set<SessionId>> all() {
        return enqueue(() -> {
            synchronized (this) {
                return Set.copyOf(disks.keySet());
            }
        });
    }

    @Override
    public CompletionStage<Journal> open(SessionId session) {
        return enqueue(() -> {
            synchronized (this) {
                requireClosed(session);
                JournalDisk disk = disks.computeIfAbsent(session, none -> new JournalDisk());
                disk.retire(retention, now());
                FakeJournal journal = new FakeJournal(this, disk);
                open.put(session, journal);
                return journal;
            }
        });
    }

    @Override
    public CompletionStage<Void> delete(SessionId session) {
        return enqueue(() -> {
            synchronized (this) {
                requireClosed(session);
                disks.remove(session);
                return null;
            }
        });
    }

    private void requireClosed(SessionId session) {
        if (open.containsKey(session)) {
            throw new StoreException("The journal of session " + session + " is open. Close it first.", null);
        }
    }

    /** In its turn. */
    void closing(FakeJournal journal) {
        enqueue(() -> {
            synchronized (this) {
                return open.values().remove(journal);
            }
        });
    }

    synchronized void requireRoom() {
        if (full) {
            throw new StoreException("The disk is full. Make room, and try again.", new IOException("full"));
        }
    }

    synchronized Retention retention() {
        return retention;
    }

    Instant now() {
        return clock.instant();
    }

    <T> CompletionStage<T> submit(FakeJournal journal, Supplier<T> work) {
        if (journal.closed()) {
            return CompletableFuture.failedFuture(
                    new StoreException("The journal is closed. Open it again to go on.", null));
        }
        return enqueue(work);
    }

    private <T> CompletionStage<T> enqueue(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        int start;
        synchronized (this) {
            start = starts;
        }
        executor.execute(() -> run(start, work, done));
        return done.minimalCompletionStage();
    }

    private <T> void run(int start, Supplier<T> work, CompletableFuture<T> done) {
        synchronized (this) {
            if (start != starts) {
                return; // lost with the power
            }
            if (holding) {
                held.add(() -> run(start, work, done));
                return;
            }
        }
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            return;
        }
        done.complete(result);
    }
}
