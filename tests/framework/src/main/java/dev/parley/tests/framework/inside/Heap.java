package dev.parley.tests.framework.inside;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The heap in use at several moments that are alike. Caches, counters and compiled code take some once, and what is under way comes
 * and goes: by megabytes, up or down. What is left behind by each cycle grows from every moment to the next, so the least of these
 * growths tells of it, and of nothing else.
 */
final class Heap {
    /** How many times as a run goes on. */
    static final int MOMENTS = 4;

    private static final int COLLECTIONS = 3;

    private final List<Long> samples = new ArrayList<>();

    /** Measures: the least after several collections, for what the first makes ready to go, goes with the next. */
    void sample() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        samples.add(least);
    }

    /** By how many bytes it grew at least, each time. */
    long steadyGrowth() {
        return IntStream.range(1, samples.size())
                .mapToLong(i -> samples.get(i) - samples.get(i - 1))
                .min()
                .orElseThrow();
    }

    /** Writes what is reachable there, for tools that read heaps; in place of what lay there. */
    static void dump(Path file) throws IOException, JMException {
        Files.deleteIfExists(file);
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                        "dumpHeap",
                        new Object[] {file.toString(), true},
                        new String[] {String.class.getName(), boolean.class.getName()});
    }

    /** In KiB. */
    @Override
    public String toString() {
        return samples.stream().map(bytes -> String.valueOf(bytes / 1024)).collect(Collectors.joining(" → "));
    }
}
