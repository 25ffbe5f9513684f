package dev.parley.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests of this module's bundle where they belong: the built launcher starts a built feature with them and bnd's tester,
 * beside a second peer that accepts whatever it is invited to. That no test ran is a failure. The status of the process says nothing:
 * the tester ends it from inside, and the launcher takes that for a polite end.
 */
class InFelixTest {
    private static final String INSIDE = "dev.parley.tests.framework.inside.";
    /** Minutes for a run of twenty cycles; a thousand take their time. */
    private static final long LIMIT_MINUTES = 5L + Integer.getInteger("parley.cycles") / 10;

    @TempDir
    Path homes;

    @TestFactory
    Stream<DynamicTest> coreFeature() throws Exception {
        return inside("default", List.of("HouseTest", "WalkTest", "SharedTest", "RestartTest", "UpdateTest"));
    }

    @TestFactory
    Stream<DynamicTest> smallFeature() throws Exception {
        return inside("small", List.of("HouseTest", "WalkTest", "SharedTest", "RestartTest"));
    }

    @TestFactory
    Stream<DynamicTest> row63_cyclesLeaveNothingBehind() throws Exception {
        return inside("default", List.of("CyclesTest"));
    }

    private Stream<DynamicTest> inside(String profile, List<String> classes) throws Exception {
        String realm = "framework-" + UUID.randomUUID();
        Path reports = Files.createTempDirectory(Distribution.target(), "reports-");
        try (Node partner = Distribution.node(homes, "Partner", realm, "--accept", "all")) {
            List<String> command = new ArrayList<>(Distribution.launcher(
                    List.of(
                            "-Dtester.dir=" + reports,
                            "-Dtester.names="
                                    + String.join(
                                            ",",
                                            classes.stream().map(INSIDE::concat).toList()),
                            "-Dtester.separatethread=true",
                            "-Dtester.continuous=false",
                            "-Dparley.tests.realm=" + realm,
                            "-Dparley.tests.home=" + homes.resolve("inside"),
                            "-Djava.io.tmpdir=" + Files.createDirectories(homes.resolve("tmp")),
                            "-Dparley.orders=" + Integer.getInteger("parley.orders"),
                            "-Dparley.cycles.bundles=" + System.getProperty("parley.cycles.bundles"),
                            "-Dparley.cycles=" + Integer.getInteger("parley.cycles"),
                            "-Dparley.cycles.mdns=" + Integer.getInteger("parley.cycles.mdns"),
                            "-Dparley.cycles.report=" + Distribution.target().resolve("cycles.md")),
                    homes.resolve("inside"),
                    "Inside",
                    realm));
            command.addAll(List.of("--profile", profile, "--bundle", System.getProperty("parley.tests.bundle")));
            Distribution.files(Distribution.target().resolve("tester"))
                    .forEach(jar -> command.addAll(List.of("--bundle", jar.toString())));
            return run(command, reports, partner);
        }
    }

    private Stream<DynamicTest> run(List<String> command, Path reports, Node partner)
            throws IOException, InterruptedException {
        Path output = homes.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(homes.resolve("Partner/nothing").toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        if (!ended) {
            throw new AssertionError("the tests inside did not end within " + LIMIT_MINUTES + " min:\n" + said);
        }
        List<Reports.Case> cases = Reports.read(reports);
        if (cases.isEmpty()) {
            throw new AssertionError("no test ran:\n" + said);
        }
        assertEquals(0, partner.end(), "the status of the partner");
        return cases.stream().map(one -> dynamicTest(one.name(), () -> assertEquals("", one.failure(), said)));
    }
}
