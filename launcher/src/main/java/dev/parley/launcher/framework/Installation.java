package dev.parley.launcher.framework;

import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.status.LaunchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the bundles of a feature, and those that the person adds, into a framework that is not yet started. */
final class Installation {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    private static final int ADDED_LEVEL = 5;

    private final BundleContext framework;
    private final FrameworkStartLevel levels;
    private final List<Bundle> wanted = new ArrayList<>();

    Installation(BundleContext framework) {
        this.framework = framework;
        this.levels = framework.getBundle(0).adapt(FrameworkStartLevel.class);
    }

    /** Installs, resolves, and marks for starting. */
    void install(List<FeatureBundle> bundles, List<Path> added) throws LaunchException {
        for (FeatureBundle bundle : bundles) {
            if (bundle.optional()) {
                installOptional(bundle);
            } else {
                wanted.add(install(bundle.location(), bundle.startLevel(), bundle.id()));
            }
        }
        for (Path jar : added) {
            Path file = jar.toAbsolutePath().normalize();
            wanted.add(install(file.toUri().toString(), ADDED_LEVEL, file.toString()));
        }
        levels.setInitialBundleStartLevel(ADDED_LEVEL); // for whatever is installed later
        resolve();
        start();
    }

    private Bundle install(String location, int level, String name) throws LaunchException {
        try {
            return install(location, level);
        } catch (BundleException | RuntimeException e) {
            throw LaunchException.cannotStart(
                    "The bundle " + name + " cannot be installed: " + sentence(e)
                            + ". Is it an OSGi bundle for this version?",
                    e);
        }
    }

    private Bundle install(String location, int level) throws BundleException {
        if (levels.getInitialBundleStartLevel() != level) { // each bundle's own would be written to a file of its own
            levels.setInitialBundleStartLevel(level);
        }
        Bundle bundle = framework.installBundle(location);
        if (bundle.getSymbolicName() == null) {
            throw new BundleException("its manifest has no Bundle-SymbolicName");
        }
        return bundle;
    }

    private void installOptional(FeatureBundle bundle) {
        try {
            install(bundle.location(), bundle.startLevel());
        } catch (BundleException | RuntimeException e) {
            LOG.info("{} is of no use here", bundle.id(), e);
        }
    }

    private void resolve() throws LaunchException {
        Bundle system = framework.getBundle(0);
        if (!system.adapt(FrameworkWiring.class).resolveBundles(null)) {
            List<Bundle> unresolved = wanted.stream()
                    .filter(b -> b.getState() == Bundle.INSTALLED)
                    .toList();
            if (!unresolved.isEmpty()) {
                throw LaunchException.cannotStart(new Unresolved(framework.getBundles()).explain(unresolved), null);
            }
        }
    }

    private void start() throws LaunchException {
        for (Bundle bundle : wanted) {
            try {
                if (!isFragment(bundle)) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            } catch (BundleException e) {
                throw LaunchException.cannotStart("The bundle " + name(bundle) + " does not start: " + sentence(e), e);
            }
        }
    }

    /** After the start: the first that should run and does not. */
    Optional<LaunchException> notRunning(StartFailures failures) {
        for (Bundle bundle : wanted) {
            boolean runs = bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
            if (!runs && !isFragment(bundle)) {
                Throwable why = failures.of(bundle);
                return Optional.of(LaunchException.cannotStart(
                        "The bundle " + name(bundle) + " did not start: "
                                + (why == null ? "nobody said why" : sentence(why)) + ". The log says more.",
                        why));
            }
        }
        return Optional.empty();
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return cause == failure ? message : failure.getMessage() + " (" + message + ")";
    }
}
