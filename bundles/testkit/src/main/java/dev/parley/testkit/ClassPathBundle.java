package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * A bundle that lies on the class path of the test: its classes are those of the test, in every framework of this JVM.
 *
 * @param symbolicName its name
 * @param headers its manifest
 * @param root the folder, or the root of the jar
 */
record ClassPathBundle(String symbolicName, Map<String, String> headers, Path root)
        implements ConnectModule, ConnectContent {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Map<String, ClassPathBundle> ALL = find();

    /**
     * One by its symbolic name.
     *
     * @throws IllegalStateException saying what to add to the class path
     */
    static ClassPathBundle require(String symbolicName) {
        return Optional.ofNullable(ALL.get(symbolicName))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The bundle " + symbolicName
                                        + " is not on the class path of this test. Add the dependency dev.parley.testkit.peers (type pom,"
                                        + " scope test); within one reactor with Parley itself, run the phase package or a later one."));
    }

    /** What a framework must export so that bundles see these packages as the test does. */
    static String exports(List<String> symbolicNames) {
        return symbolicNames.stream()
                .map(name -> require(name).headers.get(Constants.EXPORT_PACKAGE))
                .collect(Collectors.joining(","));
    }

    private static Map<String, ClassPathBundle> find() {
        Map<String, ClassPathBundle> all = new HashMap<>();
        try {
            for (URL url : Collections.list(loader().getResources(MANIFEST))) {
                Manifest manifest;
                try (InputStream in = url.openStream()) {
                    manifest = new Manifest(in);
                }
                Map<String, String> headers = new HashMap<>();
                manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
                String name = headers.get(Constants.BUNDLE_SYMBOLICNAME);
                if (name != null) {
                    String plain = name.split(";", 2)[0].trim();
                    all.putIfAbsent(plain, new ClassPathBundle(plain, Map.copyOf(headers), rootOf(url)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
        return Map.copyOf(all);
    }

    /** Jars stay open: other peers of this JVM read them too. */
    private static Path rootOf(URL manifest) throws IOException {
        String url = manifest.toString();
        URI folder = URI.create(url.substring(0, url.length() - MANIFEST.length()));
        if (!url.startsWith("jar:")) {
            return Path.of(folder);
        }
        String jar = url.substring("jar:".length(), url.indexOf("!/"));
        return FileSystems.newFileSystem(Path.of(URI.create(jar))).getPath("/");
    }

    static ClassLoader loader() {
        return ClassPathBundle.class.getClassLoader();
    }

    @Override
    public ConnectContent getContent() {
        return this;
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.of(headers);
    }

    @Override
    public Iterable<String> getEntries() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !file.equals(root))
                    .map(file -> Files.isDirectory(file) ? slashed(file) : name(file))
                    .toList();
        }
    }

    private String slashed(Path folder) {
        String name = name(folder);
        return name.endsWith("/") ? name : name + "/";
    }

    private String name(Path file) {
        return root.relativize(file).toString();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        Path file = root.resolve(path);
        return Files.exists(file) ? Optional.of(new PathEntry(path, file)) : Optional.empty();
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(loader());
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    private record PathEntry(String name, Path file) implements ConnectEntry {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public long getContentLength() {
            try {
                return Files.size(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long getLastModified() {
            return 0;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
