package dev.parley.tests.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the tests share: hosts of a realm of their own, and the word that root is needed. */
abstract class OnLan {
    /** What is configured for the sake of silence: how often somebody gives a sign of life, and asks for one. */
    private static final String RHYTHM =
            """
            {
              "feature-resource-version": "1.0",
              "id": "dev.parley:dev.parley.tests.network:json:rhythm:1",
              "configurations": {
                "dev.parley.discovery.beacon": { "intervalMs:Integer": %1$d },
                "dev.parley.discovery.mdns": { "intervalMs:Integer": %1$d },
                "dev.parley.transport": { "keepAliveMs:Long": %2$d }
              }
            }
            """;

    @TempDir
    Path homes;

    final String realm = "net-" + UUID.randomUUID();

    @BeforeAll
    static void needsRoot() {
        assumeTrue(Shell.isRoot(), "network namespaces need root");
        assumeTrue(Shell.has("ip") && Shell.has("nft"), "iproute2 and nftables are needed");
    }

    Host host(Lan lan, int number, String name, String... more) throws IOException {
        return new Host(homes, lan.namespace(number), name, realm, more);
    }

    /** One whose silence is noticed soon, and who notices soon. */
    Host quick(Lan lan, int number, String name, String... more) throws IOException {
        return rhythm(lan, number, name, 1_000, more);
    }

    /** One whose silence is noticed late, so that there is time to start anew. */
    Host patient(Lan lan, int number, String name, String... more) throws IOException {
        return rhythm(lan, number, name, 60_000, more);
    }

    private Host rhythm(Lan lan, int number, String name, int millis, String... more) throws IOException {
        Path feature = homes.resolve("rhythm-" + millis + ".json");
        Files.writeString(feature, RHYTHM.formatted(millis, 2 * millis));
        List<String> options = new ArrayList<>(List.of("--feature", feature.toString()));
        options.addAll(List.of(more));
        return host(lan, number, name, options.toArray(String[]::new));
    }
}
