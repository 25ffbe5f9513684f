package dev.parley.launcher;

import dev.parley.launcher.feature.Feature;
import dev.parley.launcher.feature.FeatureReader;
import dev.parley.launcher.options.Option;
import dev.parley.launcher.options.Options;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The distribution that this program is part of.
 *
 * @param folder with {@code bin}, {@code features}, {@code lib} and {@code repository}
 */
record Installed(Path folder) {
    /** From where this class was loaded; {@code -Dparley.installation=DIR} says otherwise. */
    static Installed find() {
        String given = System.getProperty("parley.installation");
        if (given != null) {
            return new Installed(Path.of(given).toAbsolutePath().normalize());
        }
        try {
            Path jar = Path.of(Installed.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Installed(jar.toAbsolutePath().getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class was loaded from no place", e);
        }
    }

    String version() {
        String version = Installed.class.getPackage().getImplementationVersion();
        return version == null ? "(from classes)" : version;
    }

    /** All that is asked for, as one. */
    Feature feature(Options options) throws LaunchException {
        List<Feature> asked = new ArrayList<>();
        for (String file : options.all(Option.FEATURE)) {
            Path path = Path.of(file).toAbsolutePath().normalize();
            asked.add(reader(path).read(path, Status.WRONG_OPTIONS));
        }
        if (asked.stream().noneMatch(Feature::complete)) {
            boolean small =
                    options.value(Option.PROFILE).filter("small"::equals).isPresent();
            Path path = folder.resolve("features").resolve(small ? "small.json" : "core.json");
            asked.add(0, reader(path).read(path, Status.CANNOT_START));
        }
        return Feature.merged(asked);
    }

    /** A feature's bundles lie in the repository beside its folder, or in ours. */
    private FeatureReader reader(Path feature) {
        Path ours = folder.resolve("repository");
        Path parent = feature.getParent().getParent();
        return new FeatureReader(parent == null ? List.of(ours) : List.of(parent.resolve("repository"), ours));
    }
}
