package dev.parley.tests.bench.node;

import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;

/**
 * The bundles of the distribution, which lie on the class path.
 *
 * @param modules by symbolic name
 */
public record ClassPath(Map<String, JarModule> modules) {
    /** Reads the class path of this process. */
    public static ClassPath read() throws IOException {
        Map<String, JarModule> modules = new HashMap<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.endsWith(".jar")) {
                JarModule.of(new JarFile(path)).ifPresent(module -> modules.putIfAbsent(module.symbolicName(), module));
            }
        }
        return new ClassPath(Map.copyOf(modules));
    }

    JarModule require(String symbolicName) {
        return Optional.ofNullable(modules.get(symbolicName))
                .orElseThrow(() -> new IllegalStateException("there is no " + symbolicName + " on the class path"));
    }

    /** What a framework must export so that bundles see the packages of these as everything here does. */
    String exports(List<String> prefixes) {
        return modules.values().stream()
                .filter(module -> prefixes.stream().anyMatch(module.symbolicName()::startsWith))
                .map(module -> module.headers().get(Constants.EXPORT_PACKAGE))
                .filter(exports -> exports != null)
                .collect(Collectors.joining(","));
    }
}
