package dev.parley.store.sqlite.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Tells a record that the disk spoilt; SQLite has no checksums of its own. Of one table. Not thread-safe. */
final class Checksum {
    private final byte[] table;
    private final CRC32C sum = new CRC32C();

    Checksum(String table) {
        this.table = table.getBytes(StandardCharsets.UTF_8);
    }

    /** Of where it belongs, too: a record in another's place is not what was written there. */
    long of(String key, ByteBuffer value) {
        sum.reset();
        sum.update(table);
        sum.update(0);
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
        sum.update(value.duplicate());
        return sum.getValue();
    }
}
