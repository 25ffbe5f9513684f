package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.Framework;

/** Launches wait for the start of the framework, and for nothing else. */
class StartingTest {
    private static final long LIMIT_S = 60;

    @TempDir
    Path folder;

    private Framework framework;

    @BeforeEach
    void init() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", folder.resolve("cache").toString(), "felix.log.level", "1"));
        framework.init();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(LIMIT_S));
    }

    private static boolean isDone(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }

    /** With --accept all and a console that came last, the first invitation found no place to show anything. */
    @Test
    void untilAllIsStartedNothingIs() throws Exception {
        Starting starting = new Starting(framework.getBundleContext());
        CompletableFuture<Void> over = starting.over().toCompletableFuture();
        assertFalse(over.isDone());
        framework.start();
        over.get(LIMIT_S, TimeUnit.SECONDS);
        assertTrue(isDone(starting.over()));
    }

    @Test
    void inAFrameworkThatRunsThereIsNothingToWaitFor() throws Exception {
        framework.start();
        assertTrue(isDone(new Starting(framework.getBundleContext()).over()));
    }

    @Test
    void whoStopsBeforeTellsThoseWhoWait() throws Exception {
        Starting starting = new Starting(framework.getBundleContext());
        starting.stop();
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> starting.over().toCompletableFuture().join());
        assertInstanceOf(ApplicationException.class, failed.getCause());
        framework.start();
    }
}
