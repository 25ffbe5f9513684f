package dev.parley.testkit;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A journal of {@link FakeJournals}, open. */
final class FakeJournal implements Journal {
    private final FakeJournals journals;
    private final JournalDisk disk;
    private boolean closed; // guarded by this

    FakeJournal(FakeJournals journals, JournalDisk disk) {
        this.journals = journals;
        this.disk = disk;
    }

    @Override
    public CompletionStage<List<Appended>> append(List<JournalEntry> entries, List<Change> changes) {
        Journal.requirePossible(entries, changes);
        List<JournalEntry> theEntries = List.copyOf(entries);
        List<Change> theChanges = List.copyOf(changes);
        return journals.submit(this, () -> {
            journals.requireRoom();
            return disk.append(theEntries, theChanges, journals.retention(), journals.now());
        });
    }

    @Override
    public CompletionStage<List<StoredEntry>> read(long from, int mostBytes) {
        return journals.submit(this, () -> disk.read(from, mostBytes));
    }

    @Override
    public CompletionStage<List<StoredEntry>> find(EndPointId author, SequenceRange range, int mostBytes) {
        return journals.submit(this, () -> disk.find(author, range, mostBytes));
    }

    @Override
    public CompletionStage<Optional<ByteBuffer>> record(String key) {
        return journals.submit(this, () -> disk.record(key));
    }

    @Override
    public CompletionStage<List<StoredRecord>> records(String prefix) {
        return journals.submit(this, () -> disk.records(prefix));
    }

    @Override
    public Map<EndPointId, Coverage> coverage() {
        return disk.coverage();
    }

    @Override
    public long first() {
        return disk.first();
    }

    @Override
    public long next() {
        return disk.next();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        journals.closing(this);
    }

    synchronized boolean closed() {
        return closed;
    }
}
