package dev.parley.tests.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** All that this run made, and unmakes at its end, however that comes. Any thread. */
final class Children implements AutoCloseable {
    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>(); // guarded by itself
    private int count;
    private boolean over;

    Children() throws IOException {
        folder = Files.createTempDirectory("parley-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "undo"));
    }

    /** A new folder that goes with the run. */
    Path folder(String name) throws IOException {
        synchronized (open) {
            return Files.createDirectories(folder.resolve(name + "-" + count++));
        }
    }

    /** To be closed at the end, the last first, unless that was done before. */
    <T extends AutoCloseable> T add(T child) {
        synchronized (open) {
            if (!over) {
                open.push(child);
                return child;
            }
        }
        closeQuietly(child); // the run is being ended while it goes on
        throw new IllegalStateException("the run is over");
    }

    /** Closes one now. */
    void end(AutoCloseable child) {
        synchronized (open) {
            open.remove(child);
        }
        closeQuietly(child);
    }

    @Override
    public void close() {
        List<AutoCloseable> all;
        synchronized (open) {
            over = true;
            all = List.copyOf(open);
            open.clear();
        }
        all.forEach(Children::closeQuietly);
        delete(folder);
    }

    private static void closeQuietly(AutoCloseable child) {
        try {
            child.close();
        } catch (Exception e) {
            System.err.println("bench: " + child + " was not undone: " + e);
        }
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("bench: " + tree + " was not deleted: " + e);
        }
    }
}
