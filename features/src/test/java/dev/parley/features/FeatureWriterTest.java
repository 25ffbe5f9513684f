package dev.parley.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureWriterTest {
    @TempDir
    Path folder;

    private Path bundle;
    private Path target;

    @BeforeEach
    void make() throws IOException {
        bundle = Jars.make(folder.resolve("jars/one.jar"), "Bundle-SymbolicName", "one");
        Path linux = Jars.make(folder.resolve("jars/linux.jar"), "Bundle-SymbolicName", "native");
        Path osx = Jars.make(folder.resolve("jars/osx.jar"), "Bundle-SymbolicName", "native");
        target = folder.resolve("dist");
        Files.createDirectories(folder.resolve("resolved"));
        Files.createDirectories(folder.resolve("sources"));
        Files.write(
                folder.resolve("coordinates.txt"),
                List.of(
                        "org.a:one:jar:1.0:runtime:" + bundle,
                        "org.a:native:jar:linux-x86_64:2:runtime:" + linux,
                        "org.a:native:jar:osx-aarch_64:2:runtime:" + osx));
        resolved("one;version='[1.0.0,1.0.1)';startlevel=4,\\\n\tnative;version='[2.0.0,2.0.1)'");
    }

    private void resolved(String runBundles) throws IOException {
        Files.writeString(folder.resolve("resolved/core.bndrun"), "-runbundles: \\\n\t" + runBundles + "\n");
    }

    private String write() throws IOException {
        FeatureWriter.main(
                folder.resolve("coordinates.txt").toString(),
                folder.resolve("resolved").toString(),
                folder.resolve("sources").toString(),
                target.toString(),
                "7");
        return Files.readString(target.resolve("features/core.json"));
    }

    @Test
    void writesEachBundleWithLevelPlatformAndDigest() throws IOException {
        String json = write();
        String digest = FeatureWriter.sha256(bundle);
        assertTrue(
                json.contains(
                        "{ \"id\": \"org.a:one:1.0\", \"bundleStartLevel\": 4, \"sha-256\": \"" + digest + "\" }"),
                json);
        assertTrue(
                json.contains(
                        "\"org.a:native:jar:linux-x86_64:2\", \"bundleStartLevel\": 3, \"platform\": \"linux-x86_64\""),
                json);
        assertTrue(json.contains("\"platform\": \"osx-aarch_64\""), json);
        assertTrue(json.contains("\"id\": \"dev.parley:dev.parley.features:json:core:7\""), json);
        assertTrue(json.contains("\"complete\": true"), json);
    }

    @Test
    void laysTheBundlesIntoARepository() throws IOException {
        write();
        assertArrayEquals(
                Files.readAllBytes(bundle), Files.readAllBytes(target.resolve("repository/org/a/one/1.0/one-1.0.jar")));
        assertTrue(Files.exists(target.resolve("repository/org/a/native/2/native-2-osx-aarch_64.jar")));
    }

    @Test
    void isTheSameEachTimeAndKeepsNothingOfEarlierBuilds() throws IOException {
        String first = write();
        Path old = target.resolve("repository/org/a/one/0.9/one-0.9.jar");
        Files.createDirectories(old.getParent());
        Files.writeString(old, "x");
        assertEquals(first, write());
        assertFalse(Files.exists(old));
    }

    @Test
    void addsWhatNoResolverCanKnow() throws IOException {
        Files.writeString(folder.resolve("sources/core.extra.json"), "{\n  \"name\": \"X\"\n}\n");
        assertTrue(write().endsWith("],\n  \"name\": \"X\"\n}\n"));
        Files.writeString(folder.resolve("sources/core.extra.json"), "{}");
        assertTrue(write().endsWith("  ]\n}\n"));
        Files.writeString(folder.resolve("sources/core.extra.json"), "[]");
        assertTrue(assertThrows(IOException.class, this::write).getMessage().contains("no JSON object"));
    }

    @Test
    void aFeatureWithoutBundlesOrWithUnknownOnesFailsTheBuild() throws IOException {
        resolved("");
        assertTrue(assertThrows(IOException.class, this::write).getMessage().contains("names no bundles"));
        resolved("stranger;version='[1,2)'");
        assertTrue(assertThrows(IllegalStateException.class, this::write)
                .getMessage()
                .startsWith("stranger"));
    }
}
