package dev.parley.launcher.home;

import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** One process a home. The operating system gives the lock back however the process ends. */
public final class HomeLock implements AutoCloseable {
    /** Far behind the text: where locks are mandatory, the process id stays readable. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final Home home;
    private final FileChannel channel;

    private HomeLock(Home home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** @throws LaunchException with status 4 when another process holds it, naming that process */
    @SuppressWarnings("resource") // the channel is the lock
    public static HomeLock take(Home home) throws LaunchException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    home.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                close(channel);
                throw new LaunchException(
                        Status.HOME_IN_USE,
                        "The home " + home.folder() + " is in use by " + holder(home)
                                + ". End it, talk to it with parley --home DIR call \"COMMAND\", or choose another --home.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new HomeLock(home, channel);
        } catch (IOException e) {
            close(channel);
            throw LaunchException.cannotStart(
                    "The home " + home.folder() + " cannot be locked (" + e
                            + "). It must lie on a disk with file locks; choose another with --home DIR.",
                    e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED, 1, false);
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    private static String holder(Home home) {
        try {
            String pid = Files.readString(home.lock()).strip();
            // What an earlier process wrote may still be there for a moment.
            boolean runs = pid.matches("[0-9]{1,18}")
                    && ProcessHandle.of(Long.parseLong(pid)).isPresent();
            return runs ? "process " + pid : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    /** Which home it is. */
    @Override
    public String toString() {
        return "the lock of " + home.folder();
    }

    /** Another process may have the home now. */
    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The system takes the lock away with the process, which ends next.
        }
    }
}
