package dev.parley.spi.store;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.RecordStore.Change;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a member of a session keeps of it: the durable messages of all authors, each once, in the order in which they came here; and
 * small records, of which each has its newest value.
 *
 * <p>A position is this journal's own number of an entry: from 1, growing, with gaps perhaps, never used twice, also after a crash and
 * after {@link Retention} took entries away. It means nothing elsewhere.
 *
 * <p>It takes whatever numbers come, and keeps each gap between them in memory: who appends what others sent sees to it that nobody's numbers
 * run far ahead.
 *
 * <p>Any thread, never blocks. Calls are done in their order; those that wait together are forced to disk together. Stages complete on
 * a thread of the store, in the order of the calls, with {@link StoreException} when something failed: it says what happened, to which
 * file, and what to do. After {@link #close} every stage fails so.
 */
@ProviderType
public interface Journal extends AutoCloseable {
    /** A position before all entries. */
    long BEGINNING = 0;

    /** A position after all entries, whatever comes. */
    long END = Long.MAX_VALUE;

    /** The most bytes of contents and of values in one call of {@link #append}. */
    int APPEND_BYTES = 8 << 20;

    /** The most entries and changes, together, in one call of {@link #append}. */
    int APPEND_ITEMS = 4096;

    /** The most bytes of keys and values of all records of a journal: they are held in memory. */
    int RECORDS_BYTES = 16 << 20;

    /**
     * Writes entries and changes records, in one step: after a crash all of it is there, or nothing. An entry whose author and sequence
     * are known here is not written again; the other entries and the changes are.
     *
     * @param entries in the order in which they get their positions; perhaps none
     * @param changes to records; later ones win; perhaps none
     * @return what became of each entry, in their order. Completes when all is forced to disk: from then on it survives power loss.
     *     When it fails nothing of it was written and everything before is there; a full disk says so, and when there is room it works
     *     again. Records that would become more than {@link #RECORDS_BYTES} are refused, too
     * @throws IllegalArgumentException when it is more than one call may write, or a key is too long
     */
    CompletionStage<List<Appended>> append(List<JournalEntry> entries, List<Change> changes);

    /**
     * Entries from a position on, in the order of positions. Behind {@link #first} it goes on there: look at the position of what comes.
     *
     * @param from the first position of interest, {@link #BEGINNING} or {@link #END} included
     * @param mostBytes of contents; at least one entry comes when there is any
     * @return none when there is nothing from there on
     */
    CompletionStage<List<StoredEntry>> read(long from, int mostBytes);

    /**
     * Entries of one author, by sequence. What is not there is left out.
     *
     * @param range of sequences
     * @param mostBytes of contents; at least one entry comes when there is any. Fewer than there are may come: ask again from the last
     *     one's sequence on
     */
    CompletionStage<List<StoredEntry>> find(EndPointId author, SequenceRange range, int mostBytes);

    /** Which sequences are there, and which have been, of each author: as of the last completed append. A copy. */
    Map<EndPointId, Coverage> coverage();

    /** The position of the oldest entry that is there; {@link #next} when there is none. As of the last completed append. */
    long first();

    /** Greater than all positions that were ever given: where the next entry will be, or before it. From 1. */
    long next();

    /** @return a record's value, read-only, as of the calls before; empty when there is none */
    CompletionStage<Optional<ByteBuffer>> record(String key);

    /** @return the records whose keys begin so, by key, as of the calls before; all of them for an empty prefix */
    CompletionStage<List<StoredRecord>> records(String prefix);

    /**
     * For who implements {@link #append}.
     *
     * @throws IllegalArgumentException when it is more than one call may write, or a key is too long
     */
    static void requirePossible(List<JournalEntry> entries, List<Change> changes) {
        long bytes = 0;
        for (JournalEntry entry : entries) {
            bytes += entry.content().remaining();
        }
        for (Change change : changes) {
            if (change.key().length() > RecordStore.KEY_CHARACTERS
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(change.key())) {
                throw new IllegalArgumentException(
                        "a key is text of at most " + RecordStore.KEY_CHARACTERS + " characters");
            }
            bytes += change instanceof Change.Put put ? put.value().remaining() : 0;
        }
        int items = entries.size() + changes.size();
        if (bytes > APPEND_BYTES || items > APPEND_ITEMS) {
            throw new IllegalArgumentException(
                    items + " entries and changes of " + bytes + " bytes are too much for one step;" + " at most "
                            + APPEND_ITEMS + " of " + APPEND_BYTES + " bytes are possible");
        }
    }

    /** What was asked for is done still; nothing more is taken. Returns at once. Again: nothing. */
    @Override
    void close();
}
