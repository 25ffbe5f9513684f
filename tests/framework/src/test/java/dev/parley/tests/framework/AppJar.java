package dev.parley.tests.framework;

import dev.parley.api.application.ApplicationInstance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * The bundle of an application, as an author's build makes it.
 *
 * @param type its class
 * @param id of the application
 * @param name of the application; the symbolic name is made of it
 * @param version of both
 * @param needs more imports of packages, in the syntax of the manifest; empty for none
 */
record AppJar(Class<? extends ApplicationInstance> type, String id, String name, String version, String needs) {
    private static final String COMPONENT = "OSGI-INF/application.xml";
    private static final String API =
            "dev.parley.api.application;version=\"[1.0,2)\",dev.parley.api.session;version=\"[1.0,2)\"";

    Path write(Path folder) throws IOException {
        Path jar = folder.resolve(name.toLowerCase(Locale.ROOT) + "-" + version + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest());
                InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            out.putNextEntry(new ZipEntry(type.getName().replace('.', '/') + ".class"));
            bytes.transferTo(out);
            out.putNextEntry(new ZipEntry(COMPONENT));
            out.write(component().getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion",
                        "2",
                        "Bundle-SymbolicName",
                        "test." + name.toLowerCase(Locale.ROOT),
                        "Bundle-Version",
                        version,
                        "Import-Package",
                        needs.isEmpty() ? API : API + "," + needs,
                        "Service-Component",
                        COMPONENT,
                        "Require-Capability",
                        "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"",
                        "Provide-Capability",
                        "dev.parley.application;class=\"" + type.getName() + "\";id=\"" + id + "\";name=\"" + name
                                + "\";version:Version=\"" + version + "\"")
                .forEach(main::putValue);
        return manifest;
    }

    private String component() {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + type.getName() + "\">"
                + "<property name=\"parley.application.id\" value=\"" + id + "\"/>"
                + "<service scope=\"prototype\"><provide interface=\"" + ApplicationInstance.class.getName()
                + "\"/></service><implementation class=\"" + type.getName() + "\"/></scr:component>";
    }
}
