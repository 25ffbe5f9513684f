package dev.parley.launcher.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.feature.Feature;
import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.feature.Verification;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.options.OptionParser;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real framework with bundles made here: what starts, and what a person is told when it does not. */
@Timeout(120)
class PeerTest {
    private static final Map<String, String> LEVEL =
            Map.of("org.osgi.framework.startlevel.beginning", "10", "org.osgi.framework.bootdelegation", "");

    @TempDir
    Path folder;

    private Jars jars;
    private Peer peer;
    private final List<FeatureBundle> bundles = new ArrayList<>();

    @BeforeEach
    void make() throws LaunchException {
        jars = new Jars(folder);
        Home home = new Home(folder.resolve("home"));
        home.make();
        Feature feature = new Feature("f", true, List.of(), Map.of(), LEVEL);
        peer = Peer.make(LEVEL, home, Configurations.of(feature, OptionParser.parse(List.of(), Map.of()), home, false));
    }

    @AfterEach
    void end() {
        peer.stop(30, TimeUnit.SECONDS);
        System.clearProperty("parley.exit.status");
    }

    private void start(Path... added) throws LaunchException {
        peer.start(bundles, List.of(added), Verification.begin(bundles));
    }

    private String refused(Path... added) {
        LaunchException e = assertThrows(LaunchException.class, () -> start(added));
        assertEquals(Status.CANNOT_START, e.status());
        return e.getMessage();
    }

    private void feature(Path jar) throws IOException {
        bundles.add(Jars.entry(jar, ""));
    }

    @Test
    void whatFitsStartsAndEndsWithStatus0() throws Exception {
        feature(jars.bundle("a", "Export-Package", "p;version=\"1.2\""));
        start(jars.bundle("b", "Import-Package", "p;version=\"[1,2)\""), jars.bundle("c", "Fragment-Host", "b"));
        assertTrue(peer.stop(30, TimeUnit.SECONDS));
        assertEquals(Status.FINE, peer.await());
    }

    @Test
    void aMissingRequirementIsNamedWithItsBundleAndTheVersionsThereAre() throws IOException {
        feature(jars.bundle("a", "Export-Package", "p;version=\"1.2\""));
        String said = refused(jars.bundle("b", "Import-Package", "p;version=\"[2,3)\",q"));
        assertTrue(said.contains("The bundle b 1.0.0 needs osgi.wiring.package"), said);
        assertTrue(said.contains("(osgi.wiring.package=p)"), said);
        assertTrue(said.contains("there is version 1.2.0 from a 1.0.0."), said);
        assertTrue(said.contains("(osgi.wiring.package=q)"), said);
        assertTrue(said.contains("nothing here provides that."), said);
    }

    @Test
    void aMissingBundleOrCapabilityIsNamedToo() throws IOException {
        feature(jars.bundle("a"));
        String said = refused(jars.bundle(
                "b", "Require-Bundle", "a;bundle-version=\"[5,6)\"", "Require-Capability", "x.y;filter:=\"(x.y=z)\""));
        assertTrue(said.contains("needs osgi.wiring.bundle"), said);
        assertTrue(said.contains("there is version 1.0.0 from a 1.0.0"), said);
        assertTrue(said.contains("needs x.y (x.y=z); nothing here provides that."), said);
    }

    @Test
    void optionalRequirementsHinderNobodyAndManyAreCounted() throws Exception {
        StringBuilder imports = new StringBuilder("opt;resolution:=optional");
        for (int i = 0; i < 8; i++) {
            imports.append(",p").append(i);
        }
        String said = refused(jars.bundle("b", "Import-Package", imports.toString()));
        assertFalse(said.contains("=opt)"), said);
        assertTrue(said.endsWith("... and 3 more."), said);
    }

    @Test
    void whatCannotBeHadTogetherIsNamed() throws IOException {
        feature(jars.bundle("a", "Export-Package", "p;version=\"1\""));
        feature(jars.bundle("a2", "Export-Package", "p;version=\"2\""));
        feature(jars.bundle("b", "Import-Package", "p;version=\"[1,1]\"", "Export-Package", "r;uses:=\"p\""));
        String said = refused(jars.bundle("c", "Import-Package", "p;version=\"[2,2]\",r"));
        assertEquals("These bundles do not fit together: c 1.0.0. Leave out the one that was added last.", said);
    }

    @Test
    void whatIsNoBundleIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "x");
        assertTrue(refused(text).startsWith("The bundle " + text + " cannot be installed: "));
        Path plain = jars.bundle("plain");
        try (java.util.jar.JarOutputStream out =
                new java.util.jar.JarOutputStream(Files.newOutputStream(plain), new java.util.jar.Manifest())) {
            out.putNextEntry(new java.util.jar.JarEntry("x"));
        }
        String said = refused(plain);
        assertTrue(said.contains("its manifest has no Bundle-SymbolicName"), said);
    }

    @Test
    void aDamagedJarIsToldAsThatAndNothingRuns() throws IOException {
        Path jar = jars.bundle("a");
        feature(jar);
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        String said = refused();
        assertTrue(said.startsWith("org.example:a.jar:1 is not what was built: "), said);
    }

    @Test
    void aBundleThatThrowsIsNamedWithItsReason() throws IOException {
        feature(jars.activated("moody", Activators.Throwing.class));
        String said = refused();
        assertTrue(said.startsWith("The bundle moody 1.0.0 did not start: "), said);
        assertTrue(said.contains("the moon is full"), said);
    }

    @Test
    void optionalBundlesOfAPlatformMayBeUseless() throws Exception {
        bundles.add(Jars.entry(jars.bundle("native", "Fragment-Host", "nobody"), "linux-x86_64"));
        bundles.add(Jars.entry(Files.writeString(folder.resolve("broken.jar"), "x"), "linux-x86_64"));
        feature(jars.bundle("a"));
        start();
    }

    @Test
    void aBundleThatFindsItCannotWorkEndsItWithItsSentence() throws Exception {
        feature(jars.activated("identity", Activators.Failing.class));
        start();
        LaunchException e = assertThrows(LaunchException.class, peer::await);
        assertEquals(Status.CANNOT_START, e.status());
        assertEquals("Your keys are readable by others.", e.getMessage());
    }

    @Test
    void theConsoleSaysWhatToEndWith() throws Exception {
        feature(jars.activated("console", Activators.Ending.class));
        feature(jars.bundle("z"));
        start();
        assertEquals(7, peer.await());
    }

    @Test
    void aBundleThatDoesNotStopIsNotWaitedForLongerThanAsked() throws Exception {
        feature(jars.activated("stubborn", Activators.Stubborn.class));
        start();
        assertFalse(peer.stop(1, TimeUnit.MILLISECONDS));
    }
}
