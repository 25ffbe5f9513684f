package dev.parley.tests.durability;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a process says: one system call a line, so that what was said before a kill was said. */
final class Out {
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private Out() {}

    static synchronized void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
