package dev.parley.tests.framework.inside;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What this process holds at one moment.
 *
 * @param threads how many there are of each name; numbers in names count as one name
 * @param open how many files, sockets and pipes are open, by kind
 * @param left how many files lie in the home and in the folder for temporary ones
 * @param heap bytes of the heap in use
 */
record Usage(Map<String, Integer> threads, Map<String, Integer> open, int left, long heap) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** The common pool of {@code wire}: as many threads as its work wants, up to its size. */
    private static final String POOL = "parley-#";

    private static final int POOL_SIZE = Math.max(4, Runtime.getRuntime().availableProcessors());

    static Usage now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Usage(threadsByName(), openByKind(), filesLeft(), runtime.totalMemory() - runtime.freeMemory());
    }

    /** What there is more of than before; empty when nothing was left behind. */
    String growthSince(Usage before) {
        StringBuilder growth = new StringBuilder();
        threads.forEach((name, count) -> {
            int most = name.equals(POOL) ? POOL_SIZE : before.threads.getOrDefault(name, 0);
            if (count > most) {
                growth.append(count - most)
                        .append(" more threads ")
                        .append(name)
                        .append("; ");
            }
        });
        open.forEach((kind, count) -> {
            int more = count - before.open.getOrDefault(kind, 0);
            if (more > 0) {
                growth.append(more).append(" more open ").append(kind).append("; ");
            }
        });
        if (left > before.left) {
            growth.append(left - before.left).append(" more files on disk; ");
        }
        return growth.toString();
    }

    int threadCount() {
        return threads.values().stream().mapToInt(Integer::intValue).sum();
    }

    int openCount() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, Integer> threadsByName() {
        Map<String, Integer> count = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            count.merge(thread.getName().replaceAll("[0-9a-f]{8,}|\\d+", "#"), 1, Integer::sum);
        }
        return count;
    }

    private static Map<String, Integer> openByKind() {
        Map<String, Integer> count = new TreeMap<>();
        if (Files.isDirectory(DESCRIPTORS)) {
            for (Path descriptor : list(DESCRIPTORS)) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    count.merge(target.replaceAll(":\\[\\d+]", ""), 1, Integer::sum);
                } catch (IOException closed) {
                    count.merge("closing", 0, Integer::sum); // it was the listing's own
                }
            }
        } else if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            count.put("files", (int) system.getOpenFileDescriptorCount());
        }
        return count;
    }

    private static int filesLeft() {
        return Stream.of("parley.tests.home", "java.io.tmpdir")
                .mapToInt(folder -> count(Path.of(System.getProperty(folder))))
                .sum();
    }

    private static int count(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return (int) all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException changing) {
            return count(folder);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
