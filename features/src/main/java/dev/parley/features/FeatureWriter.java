package dev.parley.features;

import dev.parley.features.Coordinates.Artifact;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a Feature file (OSGi Compendium 159) for each resolved {@code .bndrun}, and lays its bundles into a repository beside it.
 * Each bundle carries the SHA-256 of its jar, which the launcher checks at every start.
 */
public final class FeatureWriter {
    private static final Pattern BUNDLE = Pattern.compile("([^;,\\s]+);version='[^']*'(?:;startlevel=(\\d+))?");
    private static final String DEFAULT_LEVEL = "3";

    private final Coordinates coordinates;
    private final Path sources;
    private final Path target;
    private final String version;

    FeatureWriter(Coordinates coordinates, Path sources, Path target, String version) {
        this.coordinates = coordinates;
        this.sources = sources;
        this.target = target;
        this.version = version;
    }

    /**
     * Run by the build.
     *
     * @param arguments the list of coordinates, the folder of resolved {@code .bndrun} files, the folder with
     *     {@code NAME.extra.json}, the folder to write to, and the version of the features
     */
    public static void main(String... arguments) throws IOException {
        Coordinates coordinates = Coordinates.read(Path.of(arguments[0]));
        FeatureWriter writer =
                new FeatureWriter(coordinates, Path.of(arguments[2]), Path.of(arguments[3]), arguments[4]);
        writer.clear();
        try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".bndrun")).sorted().toList()) {
                writer.write(file);
            }
        }
    }

    /** What an earlier build left, perhaps of other versions, is not shipped. */
    void clear() throws IOException {
        if (Files.exists(target)) {
            List<Path> left;
            try (Stream<Path> files = Files.walk(target)) {
                left = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** Writes {@code features/NAME.json} and what it names. */
    void write(Path bndrun) throws IOException {
        String name = bndrun.getFileName().toString().replace(".bndrun", "");
        List<String> bundles = new ArrayList<>();
        Matcher bundle = BUNDLE.matcher(runBundles(bndrun));
        while (bundle.find()) {
            String level = bundle.group(2) == null ? DEFAULT_LEVEL : bundle.group(2);
            for (Artifact artifact : coordinates.find(bundle.group(1))) {
                bundles.add(entry(artifact, level));
            }
        }
        if (bundles.isEmpty()) {
            throw new IOException(bndrun + " names no bundles");
        }
        Path file = target.resolve("features").resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\n  \"feature-resource-version\": \"1.0\",\n  \"id\": \"dev.parley:dev.parley.features:json:" + name
                        + ":" + version + "\",\n  \"complete\": true,\n  \"bundles\": [\n    "
                        + String.join(",\n    ", bundles) + "\n  ]" + extra(name) + "\n}\n");
    }

    private static String runBundles(Path bndrun) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(bndrun)) {
            properties.load(reader);
        }
        return properties.getProperty("-runbundles", "");
    }

    private String entry(Artifact artifact, String level) throws IOException {
        Path copy = target.resolve("repository").resolve(artifact.path());
        Files.createDirectories(copy.getParent());
        Files.copy(artifact.jar(), copy, StandardCopyOption.REPLACE_EXISTING);
        String platform = artifact.platform().isEmpty() ? "" : ", \"platform\": \"" + artifact.platform() + '"';
        return "{ \"id\": \"" + artifact.id() + "\", \"bundleStartLevel\": " + level + platform + ", \"sha-256\": \""
                + sha256(copy) + "\" }";
    }

    /** The members of {@code NAME.extra.json}: what no resolver can know. */
    private String extra(String name) throws IOException {
        Path file = sources.resolve(name + ".extra.json");
        if (!Files.exists(file)) {
            return "";
        }
        String text = Files.readString(file).strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw new IOException(file + " is no JSON object");
        }
        String members = text.substring(1, text.length() - 1).strip();
        return members.isEmpty() ? "" : ",\n  " + members;
    }

    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
