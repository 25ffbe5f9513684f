package dev.parley.store.journal.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredEntry;
import dev.parley.testkit.FakeIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Entries and records for tests. */
final class Authored {
    static final FakeIdentity ADA = new FakeIdentity(1);
    static final FakeIdentity BEN = new FakeIdentity(2);

    private Authored() {}

    static JournalEntry entry(FakeIdentity author, long sequence, String content) {
        return entry(author, sequence, content.getBytes(StandardCharsets.UTF_8));
    }

    /** With a hash that tells contents apart. */
    static JournalEntry entry(FakeIdentity author, long sequence, byte[] content) {
        ByteBuffer hash = ByteBuffer.allocate(JournalEntry.HASH_BYTES);
        hash.putInt(0, Arrays.hashCode(content)).putInt(4, content.length);
        return new JournalEntry(author.peer(), author.endpoint(), sequence, hash, ByteBuffer.wrap(content));
    }

    static Change put(String key, String value) {
        return new Change.Put(key, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    static String text(ByteBuffer bytes) {
        return new String(Bytes.array(bytes), StandardCharsets.UTF_8);
    }

    static List<String> texts(List<StoredEntry> stored) {
        return stored.stream().map(one -> text(one.entry().content())).toList();
    }

    static List<Long> positions(List<StoredEntry> stored) {
        return stored.stream().map(StoredEntry::position).toList();
    }

    static long position(Appended appended) {
        return ((Appended.Written) appended).position();
    }
}
