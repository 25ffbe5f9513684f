package dev.parley.tests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.tests.network.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A minute of chaos in each build; {@code tests/chaos/run} does it for longer, over many seeds. */
class FixedSeedsTest {
    private static final Path TARGET = Path.of(System.getProperty("chaos.target"));

    /** Everything that can be done to a group is in each of the two. */
    static Schedule schedule(long seed) {
        return Schedule.of(seed, 5, Duration.ofSeconds(20));
    }

    @BeforeAll
    static void needsRoot() {
        assumeTrue(Shell.isRoot(), "network namespaces need root");
        assumeTrue(Shell.has("ip") && Shell.has("nft"), "iproute2 and nftables are needed");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 18})
    void nothingConfirmedIsLostOrDoubled(long seed) throws Exception {
        Program program = Program.in(TARGET, Path.of(System.getProperty("parley.distribution")), "small");
        Result result = Trial.run(schedule(seed), program, TARGET.resolve("build-" + seed));
        System.out.println(result);
        assertEquals(List.of(), result.failures(), result::toString);
    }
}
