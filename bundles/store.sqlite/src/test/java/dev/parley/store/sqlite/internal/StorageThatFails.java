package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import java.util.List;

/** Has nothing, and takes what it is given or not, as a test wants it. */
final class StorageThatFails implements Storage {
    boolean failing;

    @Override
    public List<StoredRecord> all(String table) {
        return List.of();
    }

    @Override
    public void write(List<Write> writes) {
        if (failing) {
            throw new StoreException("That was not kept: there is no room.", null);
        }
    }

    @Override
    public String journal() {
        return "wal";
    }

    @Override
    public void close() {}
}
