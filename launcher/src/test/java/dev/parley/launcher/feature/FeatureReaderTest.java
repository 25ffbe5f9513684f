package dev.parley.launcher.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.json.JsonException;
import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureReaderTest {
    @TempDir
    Path folder;

    private FeatureReader reader;

    @BeforeEach
    void makeReader() {
        reader = new FeatureReader(List.of(folder.resolve("theirs"), folder.resolve("ours")));
    }

    private Feature parse(String... members) throws JsonException {
        return reader.parse(Samples.feature(members));
    }

    private String refused(String... members) {
        return assertThrows(JsonException.class, () -> parse(members)).getMessage();
    }

    @Test
    void theLeastFeatureIsEmptyAndNotComplete() throws JsonException {
        Feature feature = parse();
        assertEquals("org.example:feature:json:test:1", feature.id());
        assertFalse(feature.complete());
        assertEquals(List.of(), feature.bundles());
        assertEquals(Map.of(), feature.configurations());
        assertEquals(Map.of(), feature.properties());
    }

    @Test
    void readsAllThatCounts() throws JsonException {
        Feature feature = parse(
                "\"feature-resource-version\": \"1.0\"",
                "\"complete\": true",
                "\"bundles\": [" + Samples.bundle("\"bundleStartLevel\": 4", "\"platform\": \"linux-x86_64\"") + "]",
                "\"configurations\": { \"a.pid\": { \"port\": 5, \"names\": [\"x\"] } }",
                "\"extensions\": { \"framework-launching-properties\": { \"kind\": \"mandatory\", \"json\": { \"a\": \"b\", \"n\": 1 } },"
                        + " \"else\": { \"kind\": \"optional\" } }",
                "\"description\": \"ignored\"");
        assertTrue(feature.complete());
        Path jar = folder.resolve("theirs/org/example/one/1.0/one-1.0.jar");
        assertEquals(List.of(new FeatureBundle(Samples.ID, jar, 4, "linux-x86_64", Samples.SHA)), feature.bundles());
        assertTrue(feature.bundles().get(0).optional());
        assertEquals("reference:" + jar.toUri(), feature.bundles().get(0).location());
        assertEquals(Map.of("a.pid", Map.of("port", 5L, "names", List.of("x"))), feature.configurations());
        assertEquals(Map.of("a", "b", "n", "1"), feature.properties());
    }

    @Test
    void theFirstRepositoryWithABundleHasIt() throws JsonException, IOException {
        Path jar = folder.resolve("ours/org/example/one/1.0/one-1.0.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "x");
        assertEquals(
                jar,
                parse("\"bundles\": [" + Samples.bundle() + "]")
                        .bundles()
                        .get(0)
                        .jar());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'feature-resource-version': '2.0' | version 2.0, and 1.0 can be read",
                "'feature-resource-version': 1     | version 1, and 1.0 can be read",
                "'complete': 'yes'                 | neither true nor false",
                "'bundles': {}                     | bundles is no array",
                "'bundles': null                   | bundles is no array",
                "'bundles': ['a:b:1']              | a bundle is no object",
                "'bundles': [{}]                   | \"id\" is no text",
                "'bundles': [{'id': 5}]            | \"id\" is no text",
                "'configurations': []              | configurations is no object",
                "'configurations': {'a': 1}        | a is no object",
                "'extensions': {'x': {'kind': 'mandatory'}} | x is mandatory, and unknown here",
                "'extensions': {'framework-launching-properties': {}} | framework-launching-properties is no object"
            })
    void refusesWhatItDoesNotUnderstand(String member, String why) {
        String said = refused(member.replace('\'', '"'));
        assertTrue(said.contains(why), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100", "-1", "1.5", "\"3\"", "null"})
    void refusesStartLevelsThatAreNone(String level) {
        String said = refused("\"bundles\": [" + Samples.bundle("\"bundleStartLevel\": " + level) + "]");
        assertTrue(said.startsWith(Samples.ID + " has the start level "), said);
    }

    @Test
    void refusesBundlesWithoutADigestOrForAnUnknownPlatform() {
        assertTrue(refused("\"bundles\": [{\"id\": \"a:b:1\"}]").contains("no sha-256"));
        assertTrue(refused("\"bundles\": [{\"id\": \"a:b:1\", \"sha-256\": \"" + "A".repeat(64) + "\"}]")
                .contains("no sha-256"));
        assertTrue(refused("\"bundles\": [" + Samples.bundle("\"platform\": \"amiga\"") + "]")
                .contains("unknown platform amiga"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:b",
                "a:b:c:d:e:f",
                "a:b:..",
                "a/b:c:1",
                "../../x:y:1",
                "a:b:1/../../..",
                "a: b:1",
                ".a:b:1",
                "a:b:\\"
            })
    void idsCannotLeaveTheRepository(String id) {
        assertThrows(IllegalArgumentException.class, () -> BundleId.parse(id));
    }

    @Test
    void idsSayWhereTheBundleLies() {
        assertEquals("org/a/b/1.0/b-1.0.jar", BundleId.parse("org.a:b:1.0").path());
        assertEquals(
                "org/a/b/1/b-1-linux-x86_64.jar",
                BundleId.parse("org.a:b:jar:linux-x86_64:1").path());
        assertEquals("org/a/b/1/b-1.war", BundleId.parse("org.a:b:war:1").path());
    }

    @Test
    void aFileThatCannotBeUsedIsNamedWithTheReason() throws IOException {
        assertUnusable(folder.resolve("none.json"), "there is no such file");
        assertUnusable(Files.write(folder.resolve("bytes.json"), new byte[] {(byte) 0xff, 1}), "no text in UTF-8");
        assertUnusable(Files.writeString(folder.resolve("half.json"), "{\n\"id\":"), "line 2");
        assertUnusable(Files.writeString(folder.resolve("array.json"), "[]"), "the whole is no object");
        assertUnusable(Files.write(folder.resolve("large.json"), new byte[(4 << 20) + 1]), "more than 4194304 bytes");
        assertUnusable(
                Files.writeString(folder.resolve("id.json"), Samples.feature("\"bundles\": [{\"id\": \"x\"}]")),
                "\"x\" is not of the form group:artifact");
    }

    private void assertUnusable(Path file, String why) {
        LaunchException e = assertThrows(LaunchException.class, () -> reader.read(file, 2));
        assertEquals(2, e.status());
        assertTrue(e.getMessage().startsWith("The feature " + file + " cannot be used: "), e.getMessage());
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void severalFeaturesAreOne() throws JsonException {
        Feature first = parse(
                "\"bundles\": [" + Samples.bundle() + "]",
                "\"configurations\": { \"p\": { \"a\": 1, \"b\": 1 } }",
                "\"extensions\": { \"framework-launching-properties\": { \"json\": { \"x\": \"1\" } } }");
        Feature second = parse(
                "\"bundles\": [" + Samples.bundle("\"bundleStartLevel\": 9") + ", { \"id\": \"a:b:1\", \"sha-256\": \""
                        + Samples.SHA + "\" }]",
                "\"configurations\": { \"p\": { \"b\": 2 }, \"q\": {} }",
                "\"extensions\": { \"framework-launching-properties\": { \"json\": { \"x\": \"2\" } } }");
        Feature merged = Feature.merged(List.of(first, second));
        assertEquals(
                List.of(Samples.ID, "a:b:1"),
                merged.bundles().stream().map(FeatureBundle::id).toList());
        assertEquals(1, merged.bundles().get(0).startLevel());
        assertEquals(Map.of("p", Map.of("a", 1L, "b", 2L), "q", Map.of()), merged.configurations());
        assertEquals(Map.of("x", "2"), merged.properties());
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch_64",
        "Mac OS X, x86_64, osx-x86_64",
        "Mac OS X, aarch64, osx-aarch_64",
        "Windows 11, amd64, windows-x86_64",
        "FreeBSD, riscv64, freebsd-riscv64"
    })
    void platformsAreNamedAsNettyNamesThem(String system, String processor, String name) {
        assertEquals(name, Platform.of(system, processor));
    }
}
