package dev.parley.testkit;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Coverage;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.Retention;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredEntry;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is forced of one journal. Any thread. */
final class JournalDisk {
    private record Dated(StoredEntry stored, Instant at) {
        long bytes() {
            return stored.entry().content().remaining() + (long) JournalEntry.HASH_BYTES;
        }
    }

    private final TreeMap<Long, Dated> entries = new TreeMap<>(); // guarded by this, with all that follow
    private final TreeMap<String, ByteBuffer> records = new TreeMap<>();
    private final Map<EndPointId, Coverage> coverage = new HashMap<>();
    private long next = 1;
    private long bytes;

    synchronized List<Appended> append(
            List<JournalEntry> more, List<Change> changes, Retention retention, Instant now) {
        requireFew(changes);
        List<Appended> results = new ArrayList<>();
        for (JournalEntry entry : more) {
            results.add(append(entry, now));
        }
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                records.put(put.key(), put.value());
            } else {
                records.remove(change.key());
            }
        }
        retire(retention, now);
        return results;
    }

    private void requireFew(List<Change> changes) {
        Map<String, ByteBuffer> changed = new HashMap<>(records);
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                changed.put(put.key(), put.value());
            } else {
                changed.remove(change.key());
            }
        }
        long sum = 0;
        for (Map.Entry<String, ByteBuffer> record : changed.entrySet()) {
            sum += record.getKey().length() + (long) record.getValue().remaining();
        }
        if (sum > Journal.RECORDS_BYTES) {
            throw new StoreException("The records would be " + sum + " bytes. Remove some.", null);
        }
    }

    private Appended append(JournalEntry entry, Instant now) {
        Coverage before = coverage.getOrDefault(entry.author(), Coverage.NONE);
        if (before.seen().contains(entry.sequence())) {
            return again(entry);
        }
        Dated dated = new Dated(new StoredEntry(next++, entry), now);
        entries.put(dated.stored.position(), dated);
        bytes += dated.bytes();
        coverage.put(entry.author(), before.plus(entry.sequence()));
        return new Appended.Written(dated.stored.position());
    }

    private Appended again(JournalEntry entry) {
        Optional<StoredEntry> there = entries.values().stream()
                .map(Dated::stored)
                .filter(stored -> stored.entry().author().equals(entry.author())
                        && stored.entry().sequence() == entry.sequence())
                .findFirst();
        if (there.isEmpty()) {
            return new Appended.Retired();
        }
        ByteBuffer hash = there.get().entry().hash();
        long position = there.get().position();
        return hash.equals(entry.hash()) ? new Appended.Known(position) : new Appended.Conflict(position, hash);
    }

    /** Takes away what is too old or too much, but for the newest. */
    synchronized void retire(Retention retention, Instant now) {
        Instant oldest = now.minus(retention.age());
        while (entries.size() > 1
                && (bytes > retention.bytes()
                        || entries.firstEntry().getValue().at.isBefore(oldest))) {
            Dated gone = entries.pollFirstEntry().getValue();
            bytes -= gone.bytes();
            JournalEntry entry = gone.stored.entry();
            coverage.computeIfPresent(entry.author(), (author, is) -> is.retired(entry.sequence()));
        }
    }

    synchronized List<StoredEntry> read(long from, int mostBytes) {
        SortedMap<Long, Dated> rest = entries.tailMap(from);
        return upTo(mostBytes, rest.values().stream().map(Dated::stored).toList());
    }

    synchronized List<StoredEntry> find(EndPointId author, SequenceRange range, int mostBytes) {
        TreeMap<Long, StoredEntry> found = new TreeMap<>();
        for (Dated dated : entries.values()) {
            JournalEntry entry = dated.stored.entry();
            if (entry.author().equals(author) && range.contains(entry.sequence())) {
                found.put(entry.sequence(), dated.stored);
            }
        }
        return upTo(mostBytes, List.copyOf(found.values()));
    }

    private static List<StoredEntry> upTo(int mostBytes, List<StoredEntry> found) {
        List<StoredEntry> some = new ArrayList<>();
        long sum = 0;
        for (StoredEntry stored : found) {
            sum += stored.entry().content().remaining();
            if (!some.isEmpty() && sum > mostBytes) {
                break;
            }
            some.add(stored);
        }
        return some;
    }

    synchronized Map<EndPointId, Coverage> coverage() {
        return Map.copyOf(coverage);
    }

    synchronized long first() {
        return entries.isEmpty() ? next : entries.firstKey();
    }

    synchronized long next() {
        return next;
    }

    synchronized Optional<ByteBuffer> record(String key) {
        return Optional.ofNullable(records.get(key)).map(ByteBuffer::asReadOnlyBuffer);
    }

    synchronized List<StoredRecord> records(String prefix) {
        return records.entrySet().stream()
                .filter(record -> record.getKey().startsWith(prefix))
                .map(record -> new StoredRecord(record.getKey(), record.getValue()))
                .toList();
    }
}
