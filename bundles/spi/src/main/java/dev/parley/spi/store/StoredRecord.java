package dev.parley.spi.store;

import dev.parley.api.peer.Bytes;
import java.nio.ByteBuffer;

/**
 * One record of a table.
 *
 * @param key unique in its table
 * @param value as it was written; read-only
 */
public record StoredRecord(String key, ByteBuffer value) {
    /** Copies the value. */
    public StoredRecord {
        value = Bytes.copy("a record", value, RecordStore.VALUE_BYTES);
    }
}
