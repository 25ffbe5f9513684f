package dev.parley.store.journal.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.SequenceRange;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Items as bytes. All numbers are big-endian; docs/adr/0012 has the format as a table. One thread. */
final class Items {
    private static final byte ENTRY = 1;
    private static final byte PUT = 2;
    private static final byte REMOVE = 3;
    private static final byte SEEN = 4;
    private static final byte NEXT = 5;

    /** Of an entry, before its content: kind, checksum of what follows, position, time, author, sequence, hash, length. */
    static final int ENTRY_BYTES = 1 + 4 + 8 + 8 + Authors.BYTES + 8 + JournalEntry.HASH_BYTES + 4;

    /** Of any other item, before its value, at most: kind, lengths, and a key. */
    static final int MOST_OTHER_BYTES = 1 + 4 + 4 + RecordStore.KEY_CHARACTERS * 3;

    private static final int SUMMED_FROM = 1 + 4;

    private final Authors authors = new Authors();

    void write(JournalEntry entry, long position, long at, ByteBuffer to) {
        int start = to.position();
        to.put(ENTRY).putInt(0).putLong(position).putLong(at);
        authors.write(new Author(entry.peer(), entry.author()), to);
        to.putLong(entry.sequence()).put(entry.hash().duplicate());
        to.putInt(entry.content().remaining()).put(entry.content().duplicate());
        to.putInt(start + 1, sum(to.slice(start, to.position() - start)));
    }

    void write(Change change, ByteBuffer to) {
        byte[] key = change.key().getBytes(StandardCharsets.UTF_8);
        to.put(change instanceof Change.Put ? PUT : REMOVE).putInt(key.length).put(key);
        if (change instanceof Change.Put put) {
            to.putInt(put.value().remaining()).put(put.value().duplicate());
        }
    }

    void write(Item.Seen seen, ByteBuffer to) {
        to.put(SEEN).put(seen.author().bytes());
        to.putLong(seen.range().first()).putLong(seen.range().last());
    }

    void write(Item.Next next, ByteBuffer to) {
        to.put(NEXT).putLong(next.position());
    }

    private static int sum(ByteBuffer item) {
        CRC32C sum = new CRC32C();
        sum.update(item.position(item.position() + SUMMED_FROM));
        return (int) sum.getValue();
    }

    /**
     * All items of a frame.
     *
     * @param frame positions in it are those in its file
     * @throws DamagedException when it is not what is written here
     */
    List<Item> read(ByteBuffer frame) throws DamagedException {
        List<Item> items = new ArrayList<>();
        try {
            while (frame.hasRemaining()) {
                items.add(next(frame));
            }
        } catch (BufferUnderflowException e) {
            throw new DamagedException("an item is longer than what it is in");
        } catch (IllegalArgumentException e) {
            throw new DamagedException(e.getMessage());
        }
        return items;
    }

    private Item next(ByteBuffer from) throws DamagedException {
        int start = from.position();
        byte kind = from.get();
        return switch (kind) {
            case ENTRY -> entry(start, from);
            case PUT -> new Item.Kept(new Change.Put(text(from), take(from, length(from, RecordStore.VALUE_BYTES))));
            case REMOVE -> new Item.Kept(new Change.Remove(text(from)));
            case SEEN ->
                new Item.Seen(
                        EndPointId.of(Bytes.array(take(from, EndPointId.BYTES))),
                        new SequenceRange(from.getLong(), from.getLong()));
            case NEXT -> new Item.Next(positive(from.getLong()));
            default -> throw new DamagedException("there is no item of kind " + kind);
        };
    }

    private Item.Entry entry(int start, ByteBuffer from) throws DamagedException {
        from.getInt(); // its own checksum is for reading it later, without its frame
        long position = positive(from.getLong());
        long at = from.getLong();
        Author author = authors.read(from);
        long sequence = positive(from.getLong());
        take(from, JournalEntry.HASH_BYTES);
        take(from, length(from, JournalEntry.CONTENT_BYTES));
        return new Item.Entry(author, sequence, position, at, start, from.position() - start);
    }

    /**
     * One entry, as it was read from its file.
     *
     * @throws DamagedException when it is not what was written
     */
    JournalEntry content(ByteBuffer item) throws DamagedException {
        if (item.getInt(1) != sum(item.duplicate())) {
            throw new DamagedException("its checksum is wrong");
        }
        item.position(SUMMED_FROM + 8 + 8);
        Author author = authors.read(item);
        long sequence = item.getLong();
        ByteBuffer hash = take(item, JournalEntry.HASH_BYTES);
        return new JournalEntry(author.peer(), author.endpoint(), sequence, hash, take(item, item.getInt()));
    }

    private static long positive(long number) throws DamagedException {
        if (number < 1) {
            throw new DamagedException("a number is " + number);
        }
        return number;
    }

    private static int length(ByteBuffer from, int most) throws DamagedException {
        int length = from.getInt();
        if (length < 0 || length > most) {
            throw new DamagedException("a length is " + length);
        }
        return length;
    }

    private static String text(ByteBuffer from) throws DamagedException {
        ByteBuffer bytes = take(from, length(from, RecordStore.KEY_CHARACTERS * 3));
        return new String(Bytes.array(bytes), StandardCharsets.UTF_8);
    }

    private static ByteBuffer take(ByteBuffer from, int bytes) {
        if (bytes > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = from.slice(from.position(), bytes);
        from.position(from.position() + bytes);
        return taken;
    }
}
