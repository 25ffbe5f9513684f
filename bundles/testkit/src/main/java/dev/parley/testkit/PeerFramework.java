package dev.parley.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** The framework of one peer: the bundles of Parley from the class path of the test, with fakes beneath them. */
final class PeerFramework {
    /** Seen by all bundles as the test sees them. The parts that these would start are the test's own. */
    private static final List<String> LIBRARIES = List.of(
            "dev.parley.api",
            "dev.parley.spi",
            "dev.parley.wire",
            "com.google.protobuf",
            "org.osgi.service.component",
            "org.osgi.util.promise",
            "org.osgi.util.function",
            "slf4j.api");

    private static final String CONFIGURATION = "org.apache.felix.configadmin";
    private static final String COMPONENTS = "org.apache.felix.scr";
    private static final List<String> PARTS = List.of(
            "dev.parley.transport",
            "dev.parley.presence",
            "dev.parley.discovery",
            "dev.parley.applications",
            "dev.parley.session",
            "dev.parley.invitation",
            "dev.parley.introduction");
    private static final long STOP_MS = 60_000;

    private final Map<String, ConnectModule> modules = new ConcurrentHashMap<>();
    private final Path folder;
    private final Framework framework;

    PeerFramework() {
        try {
            folder = Files.createTempDirectory("parley-peer");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no room for temporary files", e);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, folder.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, ClassPathBundle.exports(LIBRARIES));
        settings.put("felix.log.level", "1");
        framework = ServiceLoader.load(ConnectFrameworkFactory.class, ClassPathBundle.loader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No OSGi framework is on the class path of this test. Add the dependency"
                                + " dev.parley.testkit.peers (type pom, scope test)."))
                .newFramework(settings, new Connector());
    }

    /** Starts the framework itself; services can be registered then. */
    BundleContext begin() {
        doing(framework::start);
        return context();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * Starts the bundles.
     *
     * @param configurations by PID; each is there before any component is
     */
    void start(Map<String, Map<String, Object>> configurations) {
        install(CONFIGURATION, ClassPathBundle.require(CONFIGURATION));
        configurations.forEach(this::configure);
        install(COMPONENTS, ClassPathBundle.require(COMPONENTS));
        PARTS.forEach(part -> install(part, ClassPathBundle.require(part)));
    }

    private void configure(String pid, Map<String, Object> values) {
        try {
            service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(values));
        } catch (IOException e) {
            throw new UncheckedIOException("the configuration " + pid + " cannot be kept", e);
        }
    }

    Bundle install(String location, ConnectModule module) {
        modules.put(location, module);
        try {
            Bundle bundle = context().installBundle(location);
            bundle.start();
            return bundle;
        } catch (BundleException e) {
            throw new IllegalStateException(location + " does not start: " + e.getMessage(), e);
        }
    }

    /** One by its symbolic name. */
    Bundle bundle(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle " + symbolicName + " is installed here"));
    }

    /** @throws IllegalStateException when nobody registers one */
    <S> S service(Class<S> type) {
        return find(type)
                .orElseThrow(() -> new IllegalStateException("there is no service " + type.getName() + " now"));
    }

    /** Empty when nobody registers one. */
    <S> Optional<S> find(Class<S> type) {
        ServiceReference<S> reference = context().getServiceReference(type);
        return Optional.ofNullable(reference == null ? null : context().getService(reference));
    }

    /** Stops the bundles, the last first. */
    void stopParts() {
        for (int i = PARTS.size() - 1; i >= 0; i--) {
            doing(bundle(PARTS.get(i))::stop);
        }
    }

    void stop() {
        doing(framework::stop);
        try {
            framework.waitForStop(STOP_MS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a framework does. */
    interface Step {
        void run() throws BundleException;
    }

    static void doing(Step step) {
        try {
            step.run();
        } catch (BundleException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private final class Connector implements ModuleConnector {
        @Override
        public void initialize(File storage, Map<String, String> configuration) {}

        @Override
        public Optional<ConnectModule> connect(String location) {
            return Optional.ofNullable(modules.get(location));
        }

        @Override
        public Optional<BundleActivator> newBundleActivator() {
            return Optional.empty();
        }
    }
}
