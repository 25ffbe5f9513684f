package dev.parley.spi.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** A file of {@link LogFiles}, open. One thread at a time; blocks for as long as the disk does. */
@ProviderType
public interface LogFile extends Closeable {
    /** In bytes. */
    long size() throws IOException;

    /**
     * Fills a buffer from a place in the file on.
     *
     * @throws IOException also when the file ends before
     */
    void read(long at, ByteBuffer into) throws IOException;

    /** Writes all of a buffer at a place, the file's end for example. It is not kept before {@link #force}. */
    void write(long at, ByteBuffer bytes) throws IOException;

    /** Shortens the file. Not kept before {@link #force}. */
    void truncate(long size) throws IOException;

    /** When it returns, what was written and how long the file is survives power loss. When it throws, nothing is known of that. */
    void force() throws IOException;
}
