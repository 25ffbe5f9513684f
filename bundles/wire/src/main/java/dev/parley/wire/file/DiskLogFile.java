package dev.parley.wire.file;

import dev.parley.spi.store.LogFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of this machine's disk. */
final class DiskLogFile implements LogFile {
    /** More at once would make Java keep a buffer of that size for each thread that ever did. */
    private static final int SLICE_BYTES = 256 << 10;

    private final FileChannel channel;

    /** @param channel closed with this */
    DiskLogFile(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void read(long at, ByteBuffer into) throws IOException {
        long next = at;
        while (into.hasRemaining()) {
            ByteBuffer slice = into.slice(into.position(), Math.min(SLICE_BYTES, into.remaining()));
            int count = channel.read(slice, next);
            if (count < 0) {
                throw new EOFException("the file ends at " + channel.size() + " bytes, before " + (at + into.limit()));
            }
            next += count;
            into.position(into.position() + count);
        }
    }

    @Override
    public void write(long at, ByteBuffer bytes) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            ByteBuffer slice = bytes.slice(bytes.position(), Math.min(SLICE_BYTES, bytes.remaining()));
            int count = channel.write(slice, next);
            next += count;
            bytes.position(bytes.position() + count);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
        channel.force(false); // contents and length; on macOS Java asks for the disk's own cache, too
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
