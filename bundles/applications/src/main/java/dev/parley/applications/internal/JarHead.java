package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.peer.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The manifest of a bundle that is to be deployed.
 *
 * @param symbolicName without directives
 */
record JarHead(Path jar, String symbolicName, Manifest manifest) {
    /** What would make the framework do more with a bundle than resolve it, or makes it a fragment. */
    private static final List<String> LEFT_OUT = List.of(
            "Bundle-Activator",
            "ExtensionBundle-Activator",
            "Service-Component",
            "Bundle-ClassPath",
            "Bundle-NativeCode");

    /** @throws ApplicationException when the file is no bundle with an application */
    static JarHead read(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new ApplicationException("There is no file " + shown(jar) + ". Look at its name and folder.");
        }
        try (JarFile open = new JarFile(jar.toFile())) {
            Manifest manifest = open.getManifest();
            String name = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            if (name == null || name.isBlank()) {
                throw new ApplicationException(shown(jar)
                        + " is no OSGi bundle: its manifest has no Bundle-SymbolicName. Build it with the template for"
                        + " applications.");
            }
            String capabilities = manifest.getMainAttributes().getValue("Provide-Capability");
            if (capabilities == null || !capabilities.contains(PeerApplicationComponent.NAMESPACE)) {
                throw noApplication(jar);
            }
            return new JarHead(jar, name.split(";", 2)[0].strip(), manifest);
        } catch (IOException e) {
            throw new ApplicationException(
                    shown(jar) + " cannot be read as a jar file (" + Text.label(String.valueOf(e.getMessage()))
                            + "). Build or copy it again.",
                    e);
        }
    }

    static ApplicationException noApplication(Path jar) {
        return new ApplicationException(shown(jar)
                + " has no application: no class of it bears @PeerApplicationComponent. Nothing was installed.");
    }

    static String shown(Path jar) {
        return Text.label(jar.toString());
    }

    /** A bundle of the same needs and nothing in it, under a name of its own: whether it resolves, the real one will. */
    InputStream trial() {
        Manifest copy = new Manifest(manifest);
        copy.getEntries().clear();
        Attributes main = copy.getMainAttributes();
        main.putValue("Bundle-SymbolicName", symbolicName + ".trial");
        LEFT_OUT.forEach(header -> main.remove(new Attributes.Name(header)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, copy)) {
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
