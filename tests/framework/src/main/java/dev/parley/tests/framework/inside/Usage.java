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
 */
record Usage(Map<String, Integer> threads, Map<String, Integer> open, int left) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /**
     * Threads that come with work and go without it, and how many there may be: the common pool of {@code wire}, the timer beside
     * it, that of JmDNS for what it tells, the one that makes JmDNS' slow calls on loopback, and the framework's for resolving.
     */
    private static final Map<String, Integer> POOLS = Map.of(
            "parley-#",
            Math.max(4, Runtime.getRuntime().availableProcessors()),
            "parley-timer-#",
            1,
            "JmDNS pool-#-thread-#",
            1,
            "parley-dns-sd-lo",
            1,
            "FelixResolver-#",
            Runtime.getRuntime().availableProcessors());
    /** The registry of local ports, where one process has one file while the beacon hears no multicast: and its folder. */
    private static final int REGISTERED = 2;

    static Usage now() {
        return new Usage(threadsByName(), openByKind(), filesLeft());
    }

    /** What there is more of than before; empty when nothing was left behind. */
    String growthSince(Usage before) {
        StringBuilder growth = new StringBuilder();
        threads.forEach((name, count) -> {
            int most = Math.max(before.threads.getOrDefault(name, 0), POOLS.getOrDefault(name, 0));
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
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path registry = temporary.resolve("parley-" + System.getProperty("user.name"));
        int registered = Files.isDirectory(registry) ? Math.min(REGISTERED, count(registry)) : 0;
        return count(Path.of(System.getProperty("parley.tests.home"))) + count(temporary) - registered;
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
