package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A discovery harness of {@code PEERS_DIR}, run as it is, from a copy, on the loopback interface of a namespace of its own. */
final class DiscoveryHarness {
    private static final long LIMIT_S = 150;
    private static final Pattern SEEN = Pattern.compile("\"metric\": ?\"publish_to_seen\".*?\"p50\": ?([0-9.]+)");

    private DiscoveryHarness() {}

    /** Its median of publish to seen, as the one value that it tells; empty when it is not there or does not run here. */
    static Optional<Sample> seen(Programs programs, String name, int count, Report report) {
        String peers = System.getenv("PEERS_DIR");
        if (peers == null || !Files.isDirectory(Path.of(peers, name))) {
            return Optional.empty();
        }
        System.out.println("bench: " + name + " of PEERS_DIR ...");
        Path copy = programs.module().resolve("target/peers").resolve(name);
        try {
            if (!Files.exists(copy)) {
                Files.createDirectories(copy.getParent());
                Shell.run("cp", "-r", Path.of(peers, name).toString(), copy.toString());
                Shell.run("chmod", "-R", "u+w", copy.toString());
            }
            String said =
                    Shell.run(copy, LIMIT_S, TimeUnit.SECONDS, "env", "N=" + count, "GAP_MS=500", "bash", "./run.sh");
            List<Double> medians = SEEN.matcher(said)
                    .results()
                    .map(found -> Double.parseDouble(found.group(1)))
                    .toList();
            return medians.isEmpty() ? Optional.empty() : Optional.of(new Sample(medians));
        } catch (IOException e) {
            report.note(name + " did not run here: "
                    + e.getMessage().lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }
}
