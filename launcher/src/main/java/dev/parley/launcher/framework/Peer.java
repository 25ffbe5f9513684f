package dev.parley.launcher.framework;

import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running framework: a peer. */
public final class Peer {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    /** Set by a bundle that finds it cannot work, to a sentence for the person. */
    private static final String START_FAILURE = "parley.start.failure";
    /** Set by the console before it stops the framework. */
    private static final String EXIT_STATUS = "parley.exit.status";

    private static final long LOOK_MS = 100;
    private static final long LOOK_SELDOM_MS = 5_000;
    private static final long START_MS = 30_000;

    private final Framework framework;

    private Peer(Framework framework) {
        this.framework = framework;
    }

    /**
     * Makes a peer that does nothing yet.
     *
     * @param properties for the framework
     */
    public static Peer make(Map<String, String> properties, Home home, Configurations configurations) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, home.cache().resolve("framework").toString());
        // Nothing in it is worth keeping: jars stay where they are, and configurations are given anew at each start.
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        all.put("felix.cache.locking", "false"); // the home is locked
        all.put("felix.log.logger", new FrameworkLog());
        all.put("configurator.initial", configurations.initial());
        return new Peer(ServiceLoader.load(FrameworkFactory.class, Peer.class.getClassLoader())
                .findFirst()
                .orElseThrow()
                .newFramework(asStrings(all)));
    }

    /** The factory's signature says strings, but Felix takes objects for its logger, as its own main class does. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<String, String> asStrings(Map<String, Object> properties) {
        return (Map) properties;
    }

    /**
     * Starts everything, and returns when it runs.
     *
     * @param bundles those of the feature
     * @param added jars besides
     * @throws LaunchException with status 3: which bundle, which requirement, and what there is
     */
    public void start(List<FeatureBundle> bundles, List<Path> added) throws LaunchException {
        try {
            StartFailures failures = new StartFailures();
            framework.init(failures);
            framework.getBundleContext().addFrameworkListener(failures);
            new ServiceLog(framework.getBundleContext()).open();
            Installation installation = new Installation(framework.getBundleContext());
            installation.install(bundles, added);
            framework.start();
            if (framework.getState() == Bundle.ACTIVE) { // else it was stopped in between
                installation.checkRunning(failures);
            }
        } catch (BundleException | RuntimeException e) {
            throw LaunchException.cannotStart("The framework does not start: " + e + ". The log says more.", e);
        }
    }

    /**
     * Waits until it has ended.
     *
     * @return what the process should end with
     * @throws LaunchException when a bundle found it cannot work
     */
    public int await() throws LaunchException, InterruptedException {
        long waited = 0;
        while (true) {
            String failure = System.getProperty(START_FAILURE);
            if (failure != null) {
                throw LaunchException.cannotStart(failure, null);
            }
            long wait = waited < START_MS ? LOOK_MS : LOOK_SELDOM_MS;
            FrameworkEvent event = framework.waitForStop(wait);
            if (event.getType() != FrameworkEvent.WAIT_TIMEDOUT) {
                return event.getType() == FrameworkEvent.ERROR
                        ? Status.CANNOT_START
                        : Integer.getInteger(EXIT_STATUS, Status.FINE);
            }
            waited += wait;
        }
    }

    /**
     * Stops all bundles, the last started first.
     *
     * @return whether that was done within the time
     */
    public boolean stop(long limit, TimeUnit unit) {
        try {
            framework.stop();
            return framework.waitForStop(Math.max(1, unit.toMillis(limit))).getType() != FrameworkEvent.WAIT_TIMEDOUT;
        } catch (BundleException e) {
            LOG.warn("the framework does not stop", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
