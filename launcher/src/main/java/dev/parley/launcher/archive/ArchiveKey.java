package dev.parley.launcher.archive;

import dev.parley.launcher.feature.FeatureBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that decides whether a class archive fits, as a text: equal texts, same archive. */
public final class ArchiveKey {
    private ArchiveKey() {}

    /**
     * @param library the folder with the jars of the launcher's class path
     * @param bundles those that run
     * @throws IOException when the library cannot be listed
     */
    public static String of(Path library, List<FeatureBundle> bundles) throws IOException {
        StringBuilder key = new StringBuilder();
        for (String property : List.of("java.vm.name", "java.vm.version", "java.home", "os.arch")) {
            key.append(property)
                    .append('=')
                    .append(System.getProperty(property))
                    .append('\n');
        }
        try (Stream<Path> jars = Files.list(library)) {
            for (Path jar : jars.sorted().toList()) {
                key.append(jar)
                        .append(' ')
                        .append(Files.size(jar))
                        .append(' ')
                        .append(Files.getLastModifiedTime(jar).toMillis())
                        .append('\n');
            }
        }
        return key.append(bundles.stream()
                        .map(bundle -> bundle.id() + " " + bundle.sha256() + "\n")
                        .sorted()
                        .collect(Collectors.joining()))
                .toString();
    }
}
