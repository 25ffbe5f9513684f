package dev.parley.tests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** {@code tests/chaos/run}: one seed after another, for so long, with figures in the end. */
public final class Chaos {
    private static final int MEMBERS = 5;

    private Chaos() {}

    /** Ends with 1 when a trial failed. */
    public static void main(String[] words) throws IOException, InterruptedException {
        Map<String, String> options = Options.parse(words);
        Path target = Path.of(System.getProperty("chaos.target"));
        String other = options.get("--distribution");
        Path distribution = Path.of(other.isEmpty() ? System.getProperty("parley.distribution") : other);
        Program program = Program.in(target, distribution, options.get("--profile"));
        Duration length = Duration.ofSeconds(Long.parseLong(options.get("--seconds")));
        long end = System.nanoTime()
                + Duration.ofMinutes(Long.parseLong(options.get("--minutes"))).toNanos();
        Figures figures = new Figures();
        long seed = Long.parseLong(options.get("--seed"));
        do {
            Result result = Trial.run(Schedule.of(seed, MEMBERS, length), program, target.resolve("seed-" + seed));
            System.out.println(result);
            figures.add(result);
            Files.writeString(target.resolve("chaos.md"), figures.toString());
            seed++;
        } while (System.nanoTime() - end < 0);
        System.out.println(figures);
        System.exit(figures.failed() == 0 ? 0 : 1);
    }
}
