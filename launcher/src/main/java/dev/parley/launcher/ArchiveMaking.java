package dev.parley.launcher;

import dev.parley.launcher.archive.ArchiveKey;
import dev.parley.launcher.archive.ArchiveMaker;
import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.options.Option;
import dev.parley.launcher.options.Options;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the class archive made in a quiet moment after the start, when the script that started this named one. */
final class ArchiveMaking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveMaking.class);
    /** The archive that the script will look for at the next start; it chooses the name, since it looks before Java runs. */
    private static final String FILE = "parley.archive";

    private static final String AFTER_MS = "parley.archive.afterMillis";
    private static final long USUALLY_AFTER_MS = 10_000;

    private final Installed installed;
    private final Home home;
    private final Options options;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "parley-archive");
        thread.setDaemon(true);
        return thread;
    });

    private Future<?> pending = CompletableFuture.completedFuture(null); // guarded by this
    private ArchiveMaker maker; // guarded by this
    private boolean closed; // guarded by this

    ArchiveMaking(Installed installed, Home home, Options options) {
        this.installed = installed;
        this.home = home;
        this.options = options;
    }

    /** Only when all of it is as the script thinks: one jar, and an archive inside this home. */
    synchronized void begin(List<FeatureBundle> bundles) {
        String named = System.getProperty(FILE, "");
        String classPath = System.getProperty("java.class.path");
        if (named.isEmpty() || classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
            return;
        }
        Path file = Path.of(named).toAbsolutePath().normalize();
        if (!closed && file.startsWith(home.cache().resolve("classes"))) {
            pending = executor.schedule(
                    () -> make(file, bundles), Long.getLong(AFTER_MS, USUALLY_AFTER_MS), TimeUnit.MILLISECONDS);
        }
    }

    private void make(Path file, List<FeatureBundle> bundles) {
        List<String> virtualMachine = new ArrayList<>(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC"));
        if (options.value(Option.PROFILE).filter("small"::equals).isPresent()) {
            virtualMachine.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"));
        }
        try {
            String key = ArchiveKey.of(installed.folder().resolve("lib"), bundles);
            ArchiveMaker made = ArchiveMaker.of(file, virtualMachine);
            synchronized (this) {
                if (closed) {
                    return;
                }
                maker = made;
            }
            made.make(key);
        } catch (IOException | RuntimeException e) {
            LOG.info("no class archive is made", e);
        }
    }

    /** What is being made is given up. */
    @Override
    public synchronized void close() {
        closed = true;
        pending.cancel(true);
        executor.shutdownNow();
        if (maker != null) {
            maker.close();
        }
    }
}
