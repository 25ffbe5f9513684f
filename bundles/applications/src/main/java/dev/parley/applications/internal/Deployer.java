package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Installs, updates and removes bundles of applications. Blocks for as long as the framework does. */
final class Deployer {
    /** How the locations of deployed bundles begin; the framework keeps them over restarts. */
    static final String LOCATION = "parley:app:";

    private final BundleContext context;

    Deployer(BundleContext context) {
        this.context = context;
    }

    /** @throws ApplicationException naming what is wrong; nothing stays installed that was not before */
    Bundle deploy(Path jar) {
        String symbolicName = symbolicName(jar);
        Optional<Bundle> there = Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst();
        try (InputStream in = Files.newInputStream(jar)) {
            Bundle bundle;
            if (there.isPresent()) {
                bundle = there.get();
                bundle.update(in);
            } else {
                bundle = context.installBundle(LOCATION + symbolicName, in);
            }
            return start(jar, bundle, there.isEmpty());
        } catch (IOException | BundleException e) {
            throw new ApplicationException(jar.getFileName() + " could not be installed: " + sentence(e), e);
        }
    }

    private Bundle start(Path jar, Bundle bundle, boolean fresh) throws BundleException {
        if (Found.in(bundle).isEmpty()) {
            undo(bundle, fresh);
            throw new ApplicationException(jar.getFileName()
                    + " has no application in it: no class with @PeerApplicationComponent. Nothing was installed.");
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return bundle;
        } catch (BundleException e) {
            String needs = Needs.of(bundle, context);
            undo(bundle, fresh);
            throw new ApplicationException(
                    jar.getFileName() + " could not be started. " + (needs.isEmpty() ? sentence(e) : needs)
                            + " Nothing stays installed.",
                    e);
        }
    }

    private static void undo(Bundle bundle, boolean fresh) throws BundleException {
        if (fresh) {
            bundle.uninstall();
        }
    }

    private static String symbolicName(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String header =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            if (header != null) {
                return header.replaceFirst(";.*", "").strip();
            }
        } catch (IOException e) {
            throw new ApplicationException(
                    jar.getFileName() + " cannot be read (" + sentence(e) + "). Give the path of a bundle's jar.", e);
        }
        throw new ApplicationException(jar.getFileName() + " is no bundle: its manifest has no Bundle-SymbolicName.");
    }

    private static String sentence(Exception e) {
        return Text.label(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
}
