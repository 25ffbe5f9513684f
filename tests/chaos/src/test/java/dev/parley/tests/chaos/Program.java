package dev.parley.tests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How members are started.
 *
 * @param distribution the program
 * @param feature what is configured
 * @param profile of the program
 */
record Program(Path distribution, Path feature, String profile) {
    /**
     * How many times faster time-outs pass in a trial. A handshake and a card take what they take, on a machine with much else to do, and
     * what looks at the interfaces every half second goes on doing so.
     */
    private static final String PACE =
            """
            {
              "feature-resource-version": "1.0",
              "id": "dev.parley:dev.parley.tests.chaos:json:pace:1",
              "configurations": {
                "dev.parley.execution": { "pace:Integer": 10 },
                "dev.parley.transport": { "dialLimitMs:Long": 50000, "strangerIdleMs:Long": 50000 },
                "dev.parley.discovery.beacon": { "interfacesMs:Integer": 5000 },
                "dev.parley.discovery.mdns": { "interfacesMs:Integer": 10000 }
              }
            }
            """;

    /** @param target where the build puts things */
    static Program in(Path target, Path distribution, String profile) throws IOException {
        Path feature = Files.createDirectories(target).resolve("pace.json");
        Files.writeString(feature, PACE);
        return new Program(distribution.toAbsolutePath().normalize(), feature, profile);
    }

    /** All but the home and the name. */
    List<String> command(String realm) {
        return List.of(
                distribution.resolve("bin/parley").toString(),
                "--realm",
                realm,
                "--visibility",
                "everyone",
                "--accept",
                "all",
                "--events",
                "json",
                "--profile",
                profile,
                "--feature",
                feature.toString());
    }

    /**
     * What the console is told to stop, start or update a bundle: Gogo's own language, as the framework does it for any host.
     *
     * @param bundle its symbolic name
     */
    String command(String bundle, String method) throws IOException {
        try (Stream<Path> jars = Files.walk(distribution.resolve("repository"))) {
            Path jar = jars.filter(
                            path -> path.getFileName().toString().matches(Pattern.quote(bundle) + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(distribution + " has no bundle " + bundle));
            return "($.context bundle \"reference:" + jar.toUri() + "\") " + method;
        }
    }
}
