package dev.parley.tests.bench.node;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.LogFiles;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.file.DiskFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A peer with keys, links over real TLS, and presence, in a framework of its own; it sees nobody by itself. Never ended: the process
 * is. One thread.
 */
public final class Node {
    private static final long LIMIT_S = 120;
    private static final int MANY = 1000;
    private static final List<String> LIBRARIES = List.of(
            "dev.parley.api",
            "dev.parley.spi",
            "dev.parley.wire",
            "com.google.protobuf",
            "bcprov",
            "io.netty.",
            "org.osgi.service.component",
            "org.osgi.util.",
            "slf4j.api");
    private static final List<String> PARTS = List.of(
            "org.apache.felix.scr",
            "dev.parley.identity",
            "dev.parley.transport.tls",
            "dev.parley.transport",
            "dev.parley.presence");

    private final BundleContext context;

    /**
     * The framework, with nothing in it but what all parts need.
     *
     * @param home has its keys, and the framework's cache
     */
    public Node(ClassPath classPath, Path home, String name, String realm, SystemExecution execution)
            throws BundleException, IOException, InterruptedException {
        Framework framework = new FrameworkFactory()
                .newFramework(
                        Map.of(
                                Constants.FRAMEWORK_STORAGE,
                                home.resolve("cache").toString(),
                                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                                classPath.exports(LIBRARIES),
                                "felix.log.level",
                                "1"),
                        new Connector(classPath));
        framework.start();
        context = framework.getBundleContext();
        register(Execution.class, execution);
        DiskFiles files = new DiskFiles();
        register(FileLayer.class, files);
        register(LogFiles.class, files);
        start("org.apache.felix.configadmin");
        String folder = home.toString();
        configure("dev.parley.identity", Map.of("home", folder, "displayName", name));
        configure("dev.parley.transport", links(realm));
        configure("dev.parley.presence", Map.of("home", folder, "visibility", "nobody"));
    }

    /** All dial from one address at once here: the allowance for newcomers is not what is measured. */
    private static Map<String, Object> links(String realm) {
        return Map.of(
                "realm", realm,
                "bind", new String[] {"127.0.0.1"},
                "handshakesPerS", MANY,
                "handshakeBurst", MANY,
                "handshakesPerAddressPerS", MANY);
    }

    /** Identity, links and presence; what they are to find must be registered before. */
    public void start() throws BundleException {
        for (String part : PARTS) {
            start(part);
        }
    }

    /** One more bundle. */
    public Bundle start(String part) throws BundleException {
        Bundle bundle = context.installBundle(part);
        bundle.start();
        return bundle;
    }

    /** A service of this side. */
    public <S> void register(Class<S> type, S service) {
        context.registerService(type, service, null);
    }

    /** Sets a configuration. */
    public void configure(String pid, Map<String, Object> values) throws IOException, InterruptedException {
        await(ConfigurationAdmin.class).getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(values));
    }

    /** A service, as soon as it is there. */
    public <S> S await(Class<S> type) throws InterruptedException {
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        S service = tracker.waitForService(TimeUnit.SECONDS.toMillis(LIMIT_S));
        if (service == null) {
            throw new IllegalStateException("there is no " + type.getName());
        }
        return service;
    }

    private record Connector(ClassPath classPath) implements ModuleConnector {
        @Override
        public void initialize(File storage, Map<String, String> configuration) {}

        @Override
        public Optional<ConnectModule> connect(String location) {
            return Optional.ofNullable(classPath.modules().get(location));
        }

        @Override
        public Optional<BundleActivator> newBundleActivator() {
            return Optional.empty();
        }
    }
}
