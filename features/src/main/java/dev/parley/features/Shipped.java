package dev.parley.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One jar of the distribution.
 *
 * @param name its artifact's
 * @param said what its manifest says about the licence; empty when nothing
 */
record Shipped(String name, String version, String said) {
    private static final Pattern FILE = Pattern.compile("(.+?)-([0-9].*)\\.jar");
    /** The part before the parameters: a name or addresses. */
    private static final Pattern PARAMETERS = Pattern.compile(";.*");

    /** @throws IOException when it is no jar or its name tells no version */
    static Shipped read(Path jar) throws IOException {
        String file = jar.getFileName().toString();
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches()) {
            throw new IOException(jar + " is not of the form NAME-VERSION.jar");
        }
        try (JarFile open = new JarFile(jar.toFile())) {
            Manifest manifest = open.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String header = attributes.getValue("Bundle-License");
            String said = header == null ? attributes.getValue("SPDX-License-Identifier") : header;
            return new Shipped(
                    matcher.group(1),
                    matcher.group(2),
                    said == null
                            ? ""
                            : PARAMETERS.matcher(said).replaceFirst("").strip());
        }
    }
}
