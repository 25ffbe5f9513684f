package dev.parley.store.sqlite.internal;

import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import java.util.List;

/** What blocks: one call at a time. */
interface Storage extends AutoCloseable {
    /**
     * What is to be written together.
     *
     * @param table whose records
     */
    record Write(String table, List<Change> changes) {}

    /** @throws StoreException when it cannot be read, or is not what was written */
    List<StoredRecord> all(String table);

    /**
     * Writes all or nothing. When it returns, they survive power loss.
     *
     * @throws StoreException then nothing of them is there
     */
    void write(List<Write> writes);

    /**
     * Looks whether it can be read.
     *
     * @return how it journals: {@code wal}
     * @throws StoreException when it cannot be read
     */
    String journal();

    @Override
    void close();
}
