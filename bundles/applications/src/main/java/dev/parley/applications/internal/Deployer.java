package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs, updates and removes bundles of applications. Blocks for as long as the framework does. */
final class Deployer {
    /** How the locations of deployed bundles begin; the framework keeps them over restarts. */
    static final String LOCATION = "parley:app:";

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final BundleContext context;
    private final Library library;
    private final Trial trial;

    Deployer(BundleContext context, Library library) {
        this.context = context;
        this.library = library;
        this.trial = new Trial(context);
    }

    /**
     * Whether it can be installed; nothing that is there is touched.
     *
     * @return its applications
     * @throws ApplicationException naming what is wrong
     */
    Set<ApplicationId> check(JarHead head) {
        library.check(head);
        return trial.run(head);
    }

    /** The jars of earlier starts whose bundles are not as they were deployed. */
    List<JarHead> missing() {
        List<JarHead> missing = new ArrayList<>();
        for (Path jar : library.all()) {
            try {
                JarHead head = JarHead.read(jar);
                if (there(head).filter(Deployer::isDeployed).isEmpty()) {
                    missing.add(head);
                }
            } catch (ApplicationException e) {
                LOG.warn("a deployed application is not there any more: {}", e.getMessage(), e);
            }
        }
        return missing;
    }

    static boolean isDeployed(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    /** It is to be there after a restart. */
    void keep(JarHead head) {
        library.keep(head);
    }

    /** The bundle that it would replace. */
    Optional<Bundle> there(JarHead head) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> head.symbolicName().equals(bundle.getSymbolicName()))
                .findFirst();
    }

    /** @throws ApplicationException naming what is wrong; nothing stays installed that was not before */
    Bundle deploy(JarHead head) {
        Optional<Bundle> there = there(head);
        Bundle bundle = there.orElse(null);
        try (InputStream in = Files.newInputStream(head.jar())) {
            if (bundle == null) {
                bundle = context.installBundle(LOCATION + head.symbolicName(), in);
            } else {
                bundle.update(in);
            }
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return bundle;
        } catch (IOException | BundleException e) {
            if (there.isEmpty() && bundle != null) {
                uninstall(bundle);
            }
            throw new ApplicationException(
                    head.symbolicName() + " could not be started: " + sentence(e)
                            + (there.isEmpty()
                                    ? ". Nothing of it stays installed."
                                    : ". It replaced the version before; deploy one that starts."),
                    e);
        }
    }

    /** @throws ApplicationException when the framework cannot */
    void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new ApplicationException(Found.name(bundle) + " could not be removed: " + sentence(e), e);
        } catch (IllegalStateException gone) {
            LOG.trace("{} was removed meanwhile", bundle, gone);
        }
    }

    /** It is not to be there after a restart. */
    void forget(Bundle bundle) {
        library.forget(String.valueOf(bundle.getSymbolicName()));
    }

    /** What was wrong inside the bundle, where the framework only wraps it. */
    private static String sentence(Exception e) {
        Throwable inner = e.getCause() == null ? e : e.getCause();
        return Text.label(inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage());
    }
}
