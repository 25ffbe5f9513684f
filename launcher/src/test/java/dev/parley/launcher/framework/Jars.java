package dev.parley.launcher.framework;

import dev.parley.launcher.feature.FeatureBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Small bundles made by a test. */
public final class Jars {
    private final Path folder;

    /** @param folder where they lie */
    public Jars(Path folder) {
        this.folder = folder;
    }

    /** @param headers names and values, besides name and version 1.0.0 */
    public Path bundle(String name, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes all = manifest.getMainAttributes();
        all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        all.putValue("Bundle-ManifestVersion", "2");
        all.putValue("Bundle-SymbolicName", name);
        all.putValue("Bundle-Version", "1.0.0");
        for (int i = 0; i < headers.length; i += 2) {
            all.putValue(headers[i], headers[i + 1]);
        }
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry("empty"));
        }
        return jar;
    }

    /** A bundle whose activator is the given class of these tests. */
    public Path activated(String name, Class<?> activator) throws IOException {
        Path jar = bundle(
                name, "Bundle-Activator", activator.getName(), "Import-Package", "org.osgi.framework;version=\"1.8\"");
        Manifest manifest;
        try (java.util.jar.JarFile old = new java.util.jar.JarFile(jar.toFile())) {
            manifest = old.getManifest();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String entry = activator.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(bytes, manifest);
                InputStream in = activator.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return Files.write(jar, bytes.toByteArray());
    }

    /** As a feature names it. */
    public static FeatureBundle entry(Path jar, String platform) throws IOException {
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
            return new FeatureBundle("org.example:" + jar.getFileName() + ":1", jar, 1, platform, sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
