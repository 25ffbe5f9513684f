package dev.parley.applications.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.applications.internal.fixture.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes bundles as the build of an author would: a manifest, a component description, a class. */
final class TestBundle {
    static final String ID = "0c4b3a52-57d1-4a6e-8f6e-2b8b9f0d4c11";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();
    private final Map<String, String> clauses = new LinkedHashMap<>();
    private String name = "Recorder";
    private String id = ID;
    private String extra = "";
    private String serviceScope = "prototype";
    private boolean component = true;

    TestBundle(String symbolicName, String version) {
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", version);
        main.putValue(
                "Import-Package",
                "dev.parley.api.application;version=\"[1.0,2)\",dev.parley.api.session,dev.parley.api.view,dev.parley.api.peer");
    }

    TestBundle header(String header, String value) {
        manifest.getMainAttributes().putValue(header, value);
        return this;
    }

    /** Another clause of a header that is written. */
    TestBundle more(String header, String clause) {
        clauses.put(header, clause);
        return this;
    }

    TestBundle id(String uuid) {
        id = uuid;
        return this;
    }

    TestBundle name(String shown) {
        name = shown;
        return this;
    }

    /** More attributes of the capability. */
    TestBundle with(String attributes) {
        extra = ";" + attributes;
        return this;
    }

    TestBundle entry(String path, byte[] bytes) {
        entries.put(path, bytes);
        return this;
    }

    TestBundle withoutComponent() {
        component = false;
        return this;
    }

    TestBundle madeOnce() {
        serviceScope = "singleton";
        return this;
    }

    Path write(Path folder) {
        String type = Recorder.class.getName();
        String version = manifest.getMainAttributes().getValue("Bundle-Version");
        header(
                "Provide-Capability",
                "dev.parley.application;class=\"" + type + "\";id=\"" + id + "\";name=\"" + name
                        + "\";version:Version=\"" + version + "\"" + extra);
        clauses.forEach(
                (header, clause) -> header(header, manifest.getMainAttributes().getValue(header) + "," + clause));
        if (component) {
            header("Service-Component", "OSGI-INF/app.xml");
            header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"");
            entries.put(
                    "OSGI-INF/app.xml",
                    ("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + type + "\">"
                                    + "<property name=\"parley.application.id\" value=\"" + id + "\"/>"
                                    + "<service scope=\"" + serviceScope
                                    + "\"><provide interface=\"dev.parley.api.application.ApplicationInstance\"/></service>"
                                    + "<implementation class=\"" + type + "\"/></scr:component>")
                            .getBytes(UTF_8));
        }
        try {
            entries.put(type.replace('.', '/') + ".class", bytesOf(Recorder.class));
            Path jar = Files.createTempFile(folder, "bundle", ".jar");
            pack(jar);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pack(Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        }
    }
}
