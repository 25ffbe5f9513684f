package dev.parley.testkit;

import dev.parley.spi.store.LogFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of {@link ForgetfulFiles}, open. A write that fails leaves its first half behind, as a full disk does. */
final class ForgetfulLogFile implements LogFile {
    private final ForgetfulFiles files; // guards the content
    private final Path name;
    private final ForgetfulFiles.Content content;

    ForgetfulLogFile(ForgetfulFiles files, Path name, ForgetfulFiles.Content content) {
        this.files = files;
        this.name = name;
        this.content = content;
    }

    @Override
    public long size() throws IOException {
        synchronized (files) {
            files.requirePower();
            return content.now.length;
        }
    }

    @Override
    public void read(long at, ByteBuffer into) throws IOException {
        synchronized (files) {
            files.requirePower();
            if (at + into.remaining() > content.now.length) {
                throw new EOFException(name + " ends before " + (at + into.remaining()));
            }
            into.put(content.now, (int) at, into.remaining());
        }
    }

    @Override
    public void write(long at, ByteBuffer bytes) throws IOException {
        synchronized (files) {
            try {
                files.step();
                files.requireRoom();
            } catch (IOException e) {
                put(at, bytes.slice(bytes.position(), bytes.remaining() / 2));
                throw e;
            }
            put(at, bytes);
        }
    }

    private void put(long at, ByteBuffer bytes) {
        int from = (int) at;
        int count = bytes.remaining();
        byte[] changed = Arrays.copyOf(content.now, Math.max(content.now.length, from + count));
        bytes.get(changed, from, count);
        content.now = changed;
    }

    @Override
    public void truncate(long size) throws IOException {
        synchronized (files) {
            files.step();
            content.now = Arrays.copyOf(content.now, (int) Math.min(size, content.now.length));
        }
    }

    @Override
    public void force() throws IOException {
        synchronized (files) {
            files.step();
            content.forced = content.now;
        }
    }

    @Override
    public void close() {
        // nothing is held
    }
}
