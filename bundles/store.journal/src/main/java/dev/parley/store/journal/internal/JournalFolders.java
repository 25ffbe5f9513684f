package dev.parley.store.journal.internal;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.Journals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** A folder of journals, each a folder named by its session. All on one serial executor: however many sessions, one thread blocks. */
final class JournalFolders implements Journals {
    private static final int NAME_CHARACTERS = 36;

    private final Executor serial;
    private final Disk disk;
    private final Path folder;
    private final Map<SessionId, SegmentJournal> open = new HashMap<>(); // of the serial executor, with the next
    private boolean stopped;

    JournalFolders(Executor serial, Disk disk, Path folder) {
        this.serial = serial;
        this.disk = disk;
        this.folder = folder;
    }

    @Override
    public CompletionStage<Set<SessionId>> all() {
        return submit(() -> {
            try {
                Set<SessionId> found = new HashSet<>();
                for (Path one : disk.logs().list(folder)) {
                    Optional<SessionId> session = session(String.valueOf(one.getFileName()));
                    if (session.isPresent() && !Loader.files(disk, one).isEmpty()) {
                        found.add(session.get());
                    }
                }
                return Set.copyOf(found);
            } catch (IOException e) {
                throw Refusals.notRead(folder, e);
            }
        });
    }

    private static Optional<SessionId> session(String name) {
        try {
            return name.length() == NAME_CHARACTERS
                    ? Optional.of(new SessionId(UUID.fromString(name)))
                    : Optional.empty();
        } catch (IllegalArgumentException somethingElse) {
            return Optional.empty();
        }
    }

    @Override
    public CompletionStage<Journal> open(SessionId session) {
        return submit(() -> {
            requireClosed(session);
            Path place = folder.resolve(session.toString());
            try {
                Log log = new Loader(session).load(disk, place);
                log.retire();
                SegmentJournal journal = new SegmentJournal(serial, log, () -> open.remove(session));
                open.put(session, journal);
                return journal;
            } catch (IOException e) {
                throw Refusals.notOpened(place, e);
            }
        });
    }

    /** The oldest first: when it ends in the middle, what is left is as if it had been too old. */
    @Override
    public CompletionStage<Void> delete(SessionId session) {
        return submit(() -> {
            requireClosed(session);
            Path place = folder.resolve(session.toString());
            try {
                for (Path file : Loader.files(disk, place)) {
                    disk.logs().delete(file);
                }
                for (Path left : disk.logs().list(place)) { // begun by a crash
                    disk.logs().delete(left);
                }
                disk.logs().delete(place);
                return null;
            } catch (IOException e) {
                throw Refusals.notDeleted(place, e);
            }
        });
    }

    private void requireClosed(SessionId session) {
        if (open.containsKey(session)) {
            throw Refusals.open(session);
        }
    }

    private <T> CompletionStage<T> submit(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            serial.execute(() -> {
                T result;
                try {
                    if (stopped) {
                        throw Refusals.stopping(null);
                    }
                    result = work.get();
                } catch (RuntimeException | Error e) { // whatever it is: somebody waits
                    done.completeExceptionally(e);
                    return;
                }
                done.complete(result);
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(Refusals.stopping(e));
        }
        return done.minimalCompletionStage();
    }

    /** Does what was asked for and closes all. On the serial executor, or when that has ended. */
    void stop() {
        stopped = true;
        List.copyOf(open.values()).forEach(SegmentJournal::finish);
    }
}
