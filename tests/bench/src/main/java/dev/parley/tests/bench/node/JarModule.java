package dev.parley.tests.bench.node;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * A bundle whose jar lies on the class path: a hundred frameworks of one JVM share its classes.
 *
 * @param symbolicName its name
 * @param headers its manifest
 * @param jar stays open
 */
public record JarModule(String symbolicName, Map<String, String> headers, JarFile jar)
        implements ConnectModule, ConnectContent {
    /** Empty when it is no bundle. */
    static Optional<JarModule> of(JarFile jar) throws IOException {
        Map<String, String> headers = new HashMap<>();
        if (jar.getManifest() != null) {
            jar.getManifest()
                    .getMainAttributes()
                    .forEach((name, value) -> headers.put(name.toString(), value.toString()));
        }
        return Optional.ofNullable(headers.get(Constants.BUNDLE_SYMBOLICNAME))
                .map(name -> new JarModule(name.split(";", 2)[0].strip(), Map.copyOf(headers), jar));
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
    public Iterable<String> getEntries() {
        return jar.stream().map(JarEntry::getName).toList();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        return Optional.ofNullable(jar.getJarEntry(path)).map(entry -> new Part(jar, entry));
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(JarModule.class.getClassLoader());
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    private record Part(JarFile jar, JarEntry entry) implements ConnectEntry {
        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return jar.getInputStream(entry);
        }
    }
}
