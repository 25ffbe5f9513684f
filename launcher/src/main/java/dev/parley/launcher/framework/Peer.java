package dev.parley.launcher.framework;

import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.feature.Verification;
import dev.parley.launcher.home.FrameworkFolder;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running framework: a peer. */
public final class Peer {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    /** A property of any service: its bundle finds that Parley cannot work, and this is the sentence for the person. */
    private static final String START_FAILURE = "parley.start.failure";
    /** Set by the console before it stops the framework. */
    private static final String EXIT_STATUS = "parley.exit.status";

    private final Framework framework;
    private final AtomicReference<String> failure = new AtomicReference<>();

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
        all.put(Constants.FRAMEWORK_STORAGE, new FrameworkFolder(home).path().toString());
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
     * @param verification of the bundles; only what passed it is run
     * @throws LaunchException with status 3: which bundle, which requirement, and what there is
     */
    public void start(List<FeatureBundle> bundles, List<Path> added, Verification verification) throws LaunchException {
        try {
            StartFailures failures = new StartFailures();
            framework.init(failures);
            framework.getBundleContext().addFrameworkListener(failures);
            framework.getBundleContext().addServiceListener(this::failed, "(" + START_FAILURE + "=*)");
            new ServiceLog(framework.getBundleContext()).open();
            Installation installation = install(bundles, added, verification);
            framework.start();
            Optional<LaunchException> stopped = installation.notRunning(failures);
            if (stopped.isPresent() && framework.getState() == Bundle.ACTIVE) { // else all of it was stopped in between
                throw stopped.get();
            }
            failures.started();
        } catch (BundleException | InvalidSyntaxException | RuntimeException e) {
            throw LaunchException.cannotStart("The framework does not start: " + e + ". The log says more.", e);
        }
    }

    private Installation install(List<FeatureBundle> bundles, List<Path> added, Verification verification)
            throws LaunchException {
        Installation installation = new Installation(framework.getBundleContext());
        try {
            installation.install(bundles, added);
        } finally {
            // A jar that is damaged or missing is told as that, not as what the framework makes of it.
            verification.await();
        }
        return installation;
    }

    private void failed(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            failure.compareAndSet(
                    null, String.valueOf(event.getServiceReference().getProperty(START_FAILURE)));
            try {
                framework.stop(); // returns at once; ends await()
            } catch (BundleException e) {
                LOG.warn("the framework does not stop", e);
            }
        }
    }

    /**
     * Waits until it has ended.
     *
     * @return what the process should end with
     * @throws LaunchException when a bundle found it cannot work
     */
    public int await() throws LaunchException, InterruptedException {
        FrameworkEvent event = framework.waitForStop(0);
        if (failure.get() != null) {
            throw LaunchException.cannotStart(failure.get(), null);
        }
        if (event.getType() == FrameworkEvent.ERROR) {
            throw LaunchException.cannotStart(
                    "The framework ended with an error: " + event.getThrowable() + ". The log says more.",
                    event.getThrowable());
        }
        return Integer.getInteger(EXIT_STATUS, Status.FINE);
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
