package dev.parley.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThirdPartyTest {
    @TempDir
    Path folder;

    private Path known;
    private Path distribution;

    @BeforeEach
    void make() throws IOException {
        known = Files.write(
                folder.resolve("licences.txt"),
                List.of(
                        "# a remark = nothing",
                        "",
                        "https://a/2.0, https://b = Apache-2.0 OR MIT",
                        "Apache-2.0 = Apache-2.0",
                        "silent = MIT",
                        "silent contains Other (ISC)"));
        distribution = Files.createDirectory(folder.resolve("dist"));
        Files.writeString(distribution.resolve("LICENSE"), "x");
        Files.writeString(distribution.resolve("NOTICE"), "x");
    }

    private void jar(String path, String... headers) throws IOException {
        Jars.make(distribution.resolve(path), headers);
    }

    private List<String> written() throws IOException {
        ThirdParty.main(known.toString(), distribution.toString());
        return Files.readAllLines(distribution.resolve("THIRD-PARTY"));
    }

    @Test
    void namesEachJarWithVersionAndLicence() throws IOException {
        jar("lib/z-tools-1.0-SNAPSHOT.jar", "SPDX-License-Identifier", "Apache-2.0");
        jar("repository/o/silent/1.84/silent-1.84.jar");
        jar("repository/o/b/2/b-2-linux-x86_64.jar", "Bundle-License", "https://a/2.0, https://b");
        jar("lib/osgi-1.jar", "Bundle-License", "Apache-2.0;link=\"https://x\"; description=\"y\"");
        List<String> lines = written();
        assertEquals(
                List.of(
                        "b  2-linux-x86_64  Apache-2.0 OR MIT",
                        "osgi  1  Apache-2.0",
                        "silent  1.84  MIT; contains Other (ISC)",
                        "z-tools  1.0-SNAPSHOT  Apache-2.0"),
                lines.subList(lines.size() - 4, lines.size()));
    }

    @Test
    void failsForWhatIsUnknownAndNamesAllOfIt() throws IOException {
        jar("lib/new-1.jar", "Bundle-License", "Beerware");
        jar("lib/mute-2.jar");
        String said = assertThrows(IOException.class, this::written).getMessage();
        assertTrue(said.contains("mute 2 says nothing; new 1 says \"Beerware\""), said);
        assertFalse(Files.exists(distribution.resolve("THIRD-PARTY")));
    }

    @Test
    void failsWithoutOurOwnLicence() throws IOException {
        Files.delete(distribution.resolve("NOTICE"));
        assertEquals(
                "the distribution has no NOTICE",
                assertThrows(IOException.class, this::written).getMessage());
    }

    @Test
    void failsForAJarWithoutAVersion() throws IOException {
        jar("lib/tool.jar");
        assertTrue(assertThrows(IOException.class, this::written).getMessage().contains("NAME-VERSION"));
    }

    @Test
    void failsForALineThatSaysNothing() throws IOException {
        Files.writeString(known, "MIT\n");
        assertTrue(assertThrows(IOException.class, this::written).getMessage().contains("\"MIT\" says nothing"));
    }

    @Test
    void theRealListKnowsWhatIsShipped() throws IOException {
        Licences licences = Licences.read(Path.of("licences.txt"));
        assertEquals(Optional.of("MIT"), licences.of("bcprov-jdk18on", ""));
        assertEquals(Optional.of("Apache-2.0"), licences.of("x", "https://www.apache.org/licenses/LICENSE-2.0.txt"));
        assertEquals(Optional.empty(), licences.of("x", ""));
        assertTrue(licences.contents("netty-common").isPresent());
    }
}
