package dev.parley.tests.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were taken on. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe(Plan plan) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("when", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        machine.put(
                "processor", Runtime.getRuntime().availableProcessors() + " × " + after("/proc/cpuinfo", "model name"));
        machine.put("memory", after("/proc/meminfo", "MemTotal"));
        machine.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + after("/etc/os-release", "PRETTY_NAME"));
        machine.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        machine.put("flags", String.join(" ", Programs.FLAGS));
        machine.put("plan", plan.toString());
        machine.put("load at the start", load());
        return machine;
    }

    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String after(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).replaceAll("^[\\s:=\"]+|\"$", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
