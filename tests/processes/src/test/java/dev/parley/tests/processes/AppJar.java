package dev.parley.tests.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The application that comes with Parley, under another name: a second one for tests to install. */
final class AppJar {
    private final Manifest manifest;
    private final byte[] entries;
    private final String id = UUID.randomUUID().toString();

    AppJar(String name, String version) {
        try (JarInputStream chat = new JarInputStream(Files.newInputStream(chat()))) {
            manifest = chat.getManifest();
            entries = rest(chat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Attributes main = manifest.getMainAttributes();
        main.putValue("Bundle-SymbolicName", "dev.parley.tests." + name);
        main.putValue("Bundle-Version", version);
        String capability = main.getValue("Provide-Capability")
                .replaceAll("id=[0-9a-f-]+", "id=" + id)
                .replaceAll("name=Chat", "name=" + name)
                .replaceAll("version:Version=\"[^\"]*\"", "version:Version=\"" + version + "\"");
        main.putValue("Provide-Capability", capability);
    }

    /** One more import. */
    AppJar importing(String clause) {
        Attributes main = manifest.getMainAttributes();
        String name = clause.substring(0, clause.indexOf(';'));
        main.putValue(
                "Import-Package",
                main.getValue("Import-Package").replaceAll(name.replace(".", "\\.") + ";version=\"[^\"]*\"", clause));
        return this;
    }

    Path write(Path folder) throws IOException {
        Path jar = Files.createTempFile(folder, "app", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                JarInputStream from = new JarInputStream(new ByteArrayInputStream(entries))) {
            for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                // Declarative Services' file names the application by its id.
                byte[] bytes = from.readAllBytes();
                out.write(entry.getName().endsWith(".xml") ? renamed(bytes) : bytes);
            }
        }
        return jar;
    }

    private byte[] renamed(byte[] xml) {
        String utf8 = new String(xml, UTF_8);
        return utf8.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id).getBytes(UTF_8);
    }

    private static byte[] rest(JarInputStream jar) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(all)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(jar.readAllBytes());
                }
            }
        }
        return all.toByteArray();
    }

    private static Path chat() throws IOException {
        Path folder = Program.distribution().resolve("repository/dev/parley/dev.parley.app.chat");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
