package dev.parley.store.journal.internal;

import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.RecordStore.Change;
import java.util.List;

/** What is to be written together, or not at all. */
record Step(List<JournalEntry> entries, List<Change> changes) {
    /** The most bytes it takes in a file. */
    int mostBytes() {
        long bytes = Frames.HEAD_BYTES;
        for (JournalEntry entry : entries) {
            bytes += Items.ENTRY_BYTES + entry.content().remaining();
        }
        for (Change change : changes) {
            bytes += Items.MOST_OTHER_BYTES;
            bytes += change instanceof Change.Put put ? put.value().remaining() : 0;
        }
        return Math.toIntExact(bytes);
    }
}
