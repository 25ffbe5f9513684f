package dev.parley.launcher;

import dev.parley.launcher.feature.Digests;
import dev.parley.launcher.feature.Feature;
import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.feature.Platform;
import dev.parley.launcher.framework.Configurations;
import dev.parley.launcher.framework.Peer;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.home.HomeLock;
import dev.parley.launcher.log.FileLog;
import dev.parley.launcher.options.Option;
import dev.parley.launcher.options.Options;
import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts one peer and stays until it ends. */
final class Run {
    private static final long STOP_MS = 5_000;

    private final Options options;
    private final Home home;
    private final Installed installed;

    Run(Options options, Home home, Installed installed) {
        this.options = options;
        this.home = home;
        this.installed = installed;
    }

    /** @return the status to end with */
    int run() throws LaunchException, InterruptedException {
        home.make();
        try (HomeLock lock = HomeLock.take(home)) {
            FileLog.prepare(home.log(), options.has(Option.VERBOSE));
            return locked();
        } catch (IOException e) {
            throw LaunchException.cannotStart("The home " + home.folder() + " cannot be given back (" + e + ").", e);
        }
    }

    private int locked() throws LaunchException, InterruptedException {
        Feature feature = installed.feature(options);
        String platform = Platform.current();
        List<FeatureBundle> used = feature.bundles().stream()
                .filter(bundle -> bundle.platform().isEmpty() || bundle.platform().equals(platform))
                .toList();
        Digests.check(used);
        boolean interactive = Terminal.isThere() && !options.value(Option.COMMANDS).filter("-"::equals).isPresent();
        Configurations configurations = Configurations.of(feature, options, home, interactive);
        warn(interactive, configurations);
        // Whatever looks for classes by the context's loader must not find the launcher's.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        Ending ending = new Ending();
        List<Path> added = options.all(Option.BUNDLE).stream().map(Path::of).toList();
        Peer peer = Peer.start(feature, added, home, configurations);
        ending.of(peer);
        try {
            return peer.await();
        } finally {
            ending.done();
            peer.stop(STOP_MS, TimeUnit.MILLISECONDS); // does nothing when it has ended by itself
        }
    }

    private void warn(boolean interactive, Configurations configurations) {
        if (options.value(Option.ACCEPT).filter("all"::equals).isPresent()) {
            System.err.println("parley: --accept all: everybody who finds you can start any application of yours,"
                    + " without being asked.");
        }
        if (!interactive && !options.has(Option.VISIBILITY)) {
            configurations.with("dev.parley.presence", "visibility", "nobody");
            System.err.println("parley: nobody can see you, as there is no terminal to ask you at."
                    + " Say --visibility everyone, or --visibility nobody.");
        }
    }
}
