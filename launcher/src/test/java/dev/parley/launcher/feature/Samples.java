package dev.parley.launcher.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Features that tests read. */
final class Samples {
    static final String ID = "org.example:one:1.0";
    static final String SHA = "0".repeat(64);

    private Samples() {}

    static String feature(String... members) {
        return "{ \"id\": \"org.example:feature:json:test:1\""
                + String.join(
                        "",
                        List.of(members).stream().map(member -> ", " + member).toList())
                + " }";
    }

    static String bundle(String... members) {
        return "{ \"id\": \"" + ID + "\", \"sha-256\": \"" + SHA + "\""
                + String.join(
                        "",
                        List.of(members).stream().map(member -> ", " + member).toList())
                + " }";
    }

    static FeatureBundle file(Path folder, String name, String content) throws IOException {
        Path jar = Files.writeString(folder.resolve(name + ".jar"), content);
        return new FeatureBundle("org.example:" + name + ":1", jar, 1, "", Digests.sha256(jar));
    }
}
