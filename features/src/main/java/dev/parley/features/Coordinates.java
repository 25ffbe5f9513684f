package dev.parley.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the build found each bundle: what {@code mvn dependency:list} wrote, by symbolic name. */
final class Coordinates {
    /** {@code group:artifact:jar[:classifier]:version:scope:/path/to.jar}, perhaps followed by the name of its module. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*([^:\\s]+):([^:\\s]+):jar:(?:([^:\\s]+):)?([^:\\s]+):(compile|runtime|provided|test):(.+?\\.jar)(?: -- .*)?");

    /** Maven colours even what it writes to a file, when it thinks that it has a terminal. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private static final Pattern PLATFORM = Pattern.compile("(linux|osx|windows)-(x86_64|aarch_64)");

    private final Map<String, List<Artifact>> bySymbolicName = new LinkedHashMap<>();

    /** One jar of a Maven repository; {@code classifier} is empty for most. */
    record Artifact(String group, String name, String classifier, String version, Path jar) {
        /** As the Feature Service writes it (OSGi Compendium 159.3). */
        String id() {
            return classifier.isEmpty()
                    ? group + ':' + name + ':' + version
                    : group + ':' + name + ":jar:" + classifier + ':' + version;
        }

        /** Its place in a repository. */
        String path() {
            return group.replace('.', '/') + '/' + name + '/' + version + '/' + name + '-' + version
                    + (classifier.isEmpty() ? "" : '-' + classifier) + ".jar";
        }

        /** The one platform it is for, as Netty names it; empty for all. */
        String platform() {
            return PLATFORM.matcher(classifier).matches() ? classifier : "";
        }
    }

    /** @throws IOException when the list or a jar in it cannot be read */
    static Coordinates read(Path list) throws IOException {
        Coordinates coordinates = new Coordinates();
        for (String line : Files.readAllLines(list)) {
            Matcher matcher = LINE.matcher(COLOUR.matcher(line).replaceAll(""));
            if (matcher.matches()) {
                String classifier = matcher.group(3) == null ? "" : matcher.group(3);
                coordinates.add(new Artifact(
                        matcher.group(1), matcher.group(2), classifier, matcher.group(4), Path.of(matcher.group(6))));
            }
        }
        return coordinates;
    }

    void add(Artifact artifact) throws IOException {
        if (Files.isRegularFile(artifact.jar())) {
            String symbolicName = symbolicName(artifact.jar());
            if (!symbolicName.isEmpty()) {
                bySymbolicName
                        .computeIfAbsent(symbolicName, name -> new ArrayList<>())
                        .add(artifact);
            }
        }
    }

    /** All with this symbolic name: one, or one for each platform. */
    List<Artifact> find(String symbolicName) {
        List<Artifact> found = bySymbolicName.getOrDefault(symbolicName, List.of());
        if (found.isEmpty()) {
            throw new IllegalStateException(symbolicName + " was resolved, but features/pom.xml does not name it");
        }
        if (found.size() > 1
                && found.stream().anyMatch(artifact -> artifact.platform().isEmpty())) {
            throw new IllegalStateException(symbolicName + " is in more than one jar: " + found);
        }
        return found;
    }

    private static String symbolicName(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String header =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            return header == null ? "" : header.replaceFirst(";.*", "").strip();
        }
    }
}
