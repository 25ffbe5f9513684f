package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.RecordStore.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps that are written and forced together: what to write, and what it will change. Nothing is changed by planning. One use. */
final class Group {
    /** Looks at what was forced before. */
    interface Past {
        /** What is there under an entry's number, against the entry; null when nothing ever was. */
        Appended known(JournalEntry entry) throws IOException;
    }

    /** An entry that will be there, and where. */
    record Planned(EndPointId author, long sequence, long position, ByteBuffer hash, int offset, int bytes) {}

    private record Name(EndPointId author, long sequence) {}

    private final Past past;
    private final Items items;
    private final Frames frames;
    private final int place;
    private final long at;
    private final ByteBuffer bytes;
    private final Map<Name, Planned> byName = new HashMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private long next;

    /**
     * @param place in the file, where it will be written
     * @param next the position of its first entry
     * @param at now, in milliseconds since 1970
     */
    Group(Past past, Items items, Frames frames, int place, long next, long at, int mostBytes) {
        this.past = past;
        this.items = items;
        this.frames = frames;
        this.place = place;
        this.next = next;
        this.at = at;
        this.bytes = ByteBuffer.allocate(mostBytes);
    }

    /** Takes a step into it. */
    List<Appended> add(Step step) throws IOException {
        int start = bytes.position();
        Frames.begin(bytes);
        int empty = bytes.position();
        List<Appended> results = new ArrayList<>();
        for (JournalEntry entry : step.entries()) {
            Appended known = known(entry);
            results.add(known == null ? add(entry) : known);
        }
        step.changes().forEach(change -> items.write(change, bytes));
        changes.addAll(step.changes());
        if (bytes.position() == empty) {
            bytes.position(start);
        } else {
            frames.end(bytes, start, place);
        }
        return results;
    }

    private Appended known(JournalEntry entry) throws IOException {
        Planned same = byName.get(new Name(entry.author(), entry.sequence()));
        if (same == null) {
            return past.known(entry);
        }
        return same.hash.equals(entry.hash())
                ? new Appended.Known(same.position)
                : new Appended.Conflict(same.position, same.hash);
    }

    private Appended add(JournalEntry entry) {
        int start = bytes.position();
        items.write(entry, next, at, bytes);
        Planned one = new Planned(
                entry.author(), entry.sequence(), next, entry.hash(), place + start, bytes.position() - start);
        byName.put(new Name(entry.author(), entry.sequence()), one);
        planned.add(one);
        return new Appended.Written(next++);
    }

    /** What to write; its position is 0. */
    ByteBuffer bytes() {
        return bytes.duplicate().flip();
    }

    List<Planned> planned() {
        return planned;
    }

    List<Change> changes() {
        return changes;
    }

    /** When its entries are written, in milliseconds since 1970. */
    long at() {
        return at;
    }
}
