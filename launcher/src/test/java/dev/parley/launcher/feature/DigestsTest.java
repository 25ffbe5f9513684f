package dev.parley.launcher.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {
    @TempDir
    Path folder;

    private static LaunchException refused(FeatureBundle... bundles) {
        LaunchException direct = assertThrows(LaunchException.class, () -> Digests.check(List.of(bundles)));
        LaunchException aside = assertThrows(LaunchException.class, () -> Verification.begin(List.of(bundles))
                .await());
        assertEquals(direct.getMessage(), aside.getMessage());
        assertEquals(Status.CANNOT_START, direct.status());
        return direct;
    }

    @Test
    void knowsThePublishedDigestOfAbc() throws IOException {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", // FIPS 180-2, B.1
                Digests.sha256(Files.writeString(folder.resolve("abc"), "abc")));
    }

    @Test
    void whatWasBuiltPasses() throws IOException, LaunchException {
        List<FeatureBundle> bundles =
                List.of(Samples.file(folder, "a", "x".repeat(200_000)), Samples.file(folder, "b", ""));
        Digests.check(bundles);
        Verification.begin(bundles).await();
        Verification.begin(List.of()).await();
    }

    @Test
    void oneChangedByteIsFoundAndTheArtifactNamed() throws IOException {
        FeatureBundle good = Samples.file(folder, "good", "good");
        FeatureBundle bad = Samples.file(folder, "bad", "as built");
        Files.writeString(bad.jar(), "as_built");
        String said = refused(good, bad).getMessage();
        assertTrue(said.startsWith("org.example:bad:1 is not what was built: " + bad.jar()), said);
        assertTrue(said.contains(bad.sha256()) && said.contains(Digests.sha256(bad.jar())), said);
    }

    @Test
    void whatIsMissingOrUnreadableIsNamed() throws IOException {
        FeatureBundle missing = Samples.file(folder, "missing", "x");
        Files.delete(missing.jar());
        assertTrue(refused(missing).getMessage().startsWith("org.example:missing:1 is missing: there is no "));
        Files.createDirectory(missing.jar());
        assertTrue(refused(missing).getMessage().startsWith("org.example:missing:1 cannot be read from "));
    }
}
