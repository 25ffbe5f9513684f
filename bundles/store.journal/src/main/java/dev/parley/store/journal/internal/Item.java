package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.SequenceRange;

/** What stands in a frame. */
sealed interface Item {
    /**
     * An entry, without its content.
     *
     * @param at when it was written here, in milliseconds since 1970
     * @param offset of the item in its file, in bytes
     * @param bytes of the item
     */
    record Entry(Author author, long sequence, long position, long at, int offset, int bytes) implements Item {}

    /** A record is changed. */
    record Kept(Change change) implements Item {}

    /** What had been seen before this segment. */
    record Seen(EndPointId author, SequenceRange range) implements Item {}

    /** Where the first entry of this segment will be. */
    record Next(long position) implements Item {}
}
