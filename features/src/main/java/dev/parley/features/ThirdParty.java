package dev.parley.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes {@code THIRD-PARTY} into the distribution: each jar, its version, its licence. Fails when one of them is not known. */
public final class ThirdParty {
    private static final List<String> NEEDED = List.of("LICENSE", "NOTICE");

    private final Licences licences;

    ThirdParty(Licences licences) {
        this.licences = licences;
    }

    /**
     * Run by the build.
     *
     * @param arguments the file with what is known, and the folder of the distribution
     */
    public static void main(String... arguments) throws IOException {
        new ThirdParty(Licences.read(Path.of(arguments[0]))).write(Path.of(arguments[1]));
    }

    /** @throws IOException when a licence is unknown, naming every such jar, or when our own is not there */
    void write(Path distribution) throws IOException {
        for (String file : NEEDED) {
            if (!Files.isRegularFile(distribution.resolve(file))) {
                throw new IOException("the distribution has no " + file);
            }
        }
        List<String> lines = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Shipped part : parts(distribution)) {
            Optional<String> licence = licences.of(part.name(), part.said());
            if (licence.isEmpty()) {
                unknown.add(part.name() + " " + part.version() + " says "
                        + (part.said().isEmpty() ? "nothing" : '"' + part.said() + '"'));
            } else {
                String contents = licences.contents(part.name())
                        .map(inside -> "; contains " + inside)
                        .orElse("");
                lines.add(part.name() + "  " + part.version() + "  " + licence.get() + contents);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IOException("These parts have a licence that features/licences.txt does not know: "
                    + String.join("; ", unknown) + ". Look them up and add them there, or do not ship them.");
        }
        Files.writeString(
                distribution.resolve("THIRD-PARTY"),
                "What this distribution of Parley consists of: name, version, licence (SPDX).\n"
                        + "The licences' texts lie in the jars, under META-INF, where their licences ask for that.\n\n"
                        + String.join("\n", lines) + "\n");
    }

    private static List<Shipped> parts(Path distribution) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(distribution)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        List<Shipped> parts = new ArrayList<>();
        for (Path jar : jars) {
            parts.add(Shipped.read(jar));
        }
        parts.sort(Comparator.comparing(Shipped::name).thenComparing(Shipped::version));
        return parts;
    }
}
