package dev.parley.applications.internal;

import dev.parley.api.application.Applications;
import dev.parley.spi.execution.Execution;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.file.DiskFiles;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** A real framework with Declarative Services in this JVM; time and the threads of the part under test are driven by hand. */
final class InFelix {
    final HandDrivenExecution execution = new HandDrivenExecution(5);
    final Framework framework;
    final ApplicationsComponent applications;
    /** Whether what the part under test leaves to a thread is done before it goes on itself. */
    boolean eager;

    InFelix(Path folder) throws BundleException, IOException {
        this(folder, Optional.empty());
    }

    /**
     * @param home where deployed jars are kept
     * @param before bundles that are there before the part under test
     */
    InFelix(Path folder, Optional<Path> home, Path... before) throws BundleException, IOException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        folder.resolve("cache").toString(),
                        "org.osgi.framework.storage.clean",
                        "onFirstInit",
                        "felix.log.level",
                        "1",
                        "org.osgi.framework.system.packages.extra",
                        Stream.of("application", "session", "view", "peer")
                                        .map(name -> "dev.parley.api." + name + ";version=1.0.0,")
                                        .reduce("", String::concat)
                                + "org.slf4j;version=2.0.17"));
        framework.start();
        for (String library : new String[] {
            "org.osgi.service.component.ComponentConstants",
            "org.osgi.util.promise.Promise",
            "org.osgi.util.function.Function",
            "org.apache.felix.scr.info.ScrInfo"
        }) {
            framework.getBundleContext().installBundle("file:" + jarOf(library));
        }
        for (Path jar : before) {
            framework.getBundleContext().installBundle(jar.toUri().toString());
        }
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            bundle.start();
        }
        applications = new ApplicationsComponent(
                framework.getBundleContext(), new Eager(), new Library(new DiskFiles(), home));
        execution.run();
    }

    private static String jarOf(String type) {
        try {
            return Class.forName(type)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Eager implements Execution {
        @Override
        public Clock clock() {
            return execution.clock();
        }

        @Override
        public long nanoTime() {
            return execution.nanoTime();
        }

        @Override
        public RandomGenerator random() {
            return execution.random();
        }

        @Override
        public ScheduledExecutorService serial(String name) {
            ScheduledExecutorService serial = execution.serial(name);
            return (ScheduledExecutorService) Proxy.newProxyInstance(
                    InFelix.class.getClassLoader(),
                    new Class<?>[] {ScheduledExecutorService.class},
                    (proxy, method, arguments) -> {
                        Object result = method.invoke(serial, arguments);
                        if (eager && method.getName().equals("execute")) {
                            execution.run();
                        }
                        return result;
                    });
        }
    }

    Applications applications() {
        return applications;
    }

    /** Runs what is to do and takes the answer. */
    <T> T get(CompletionStage<T> stage) {
        execution.run();
        CompletableFuture<T> answer = stage.toCompletableFuture();
        if (!answer.isDone()) {
            execution.advance(Duration.ofMillis(ApplicationsComponent.PATIENCE_MS));
        }
        if (!answer.isDone()) {
            throw new AssertionError("no answer");
        }
        return answer.join();
    }

    /** The failure of a stage. */
    Throwable failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("did not fail: " + get(stage));
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Lets what lasts be told. */
    void settle() {
        execution.advance(Duration.ofMillis(ApplicationsComponent.SETTLE_MS));
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    int bundles() {
        return framework.getBundleContext().getBundles().length;
    }

    void close() throws BundleException, InterruptedException {
        applications.stop();
        framework.stop();
        framework.waitForStop(30_000);
    }
}
