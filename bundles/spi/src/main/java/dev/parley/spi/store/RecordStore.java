package dev.parley.spi.store;

import dev.parley.api.peer.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records that must survive a crash and power loss, in tables that whoever uses them names. An OSGi service, there only once the
 * database is open; when it cannot be opened, a service with the property {@code parley.start.failure} says why. Any thread, never
 * blocks: the work is done, in the order of the calls, on a thread of the store.
 */
@ProviderType
public interface RecordStore {
    /** The most characters in the name of a table and in a key, each. */
    int KEY_CHARACTERS = 255;

    /** The most bytes in a record. */
    int VALUE_BYTES = 1 << 20;

    /**
     * All records of a table, by key; none when nobody wrote to it.
     *
     * @param table lower-case letters, digits and underscores
     * @return fails with {@link StoreException}
     */
    CompletionStage<List<StoredRecord>> all(String table);

    /**
     * Writes all of the changes, or none of them.
     *
     * @return completes when they are on disk: from then on they survive power loss. Fails with {@link StoreException}, and then
     *     nothing of them is there; a full disk says so
     */
    CompletionStage<Void> write(String table, List<Change> changes);

    /** What is to become of one record. */
    sealed interface Change {
        /** Which one. */
        String key();

        /** It is there from now on, with this value. */
        record Put(String key, ByteBuffer value) implements Change {
            /** Copies the value. */
            public Put {
                value = Bytes.copy("a record", value, VALUE_BYTES);
            }
        }

        /** It is not there any more; fine when it was not. */
        record Remove(String key) implements Change {}
    }
}
