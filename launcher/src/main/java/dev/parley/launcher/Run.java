package dev.parley.launcher;

import dev.parley.launcher.feature.Feature;
import dev.parley.launcher.feature.FeatureBundle;
import dev.parley.launcher.feature.Platform;
import dev.parley.launcher.feature.Verification;
import dev.parley.launcher.framework.Configurations;
import dev.parley.launcher.framework.Peer;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.home.HomeLock;
import dev.parley.launcher.log.FileLog;
import dev.parley.launcher.log.JavaLog;
import dev.parley.launcher.options.Option;
import dev.parley.launcher.options.Options;
import dev.parley.launcher.status.LaunchException;
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
        HomeLock lock = HomeLock.take(home);
        try {
            FileLog.prepare(home.log(), options.has(Option.VERBOSE));
            HeadStart ahead = HeadStart.begin(home);
            JavaLog.install();
            return locked(ahead);
        } finally {
            lock.close();
        }
    }

    private int locked(HeadStart ahead) throws LaunchException, InterruptedException {
        Feature feature = installed.feature(options);
        String platform = Platform.current();
        List<FeatureBundle> used = feature.bundles().stream()
                .filter(bundle ->
                        bundle.platform().isEmpty() || bundle.platform().equals(platform))
                .toList();
        Verification verification = Verification.begin(used);
        boolean interactive = Terminal.isThere()
                && !options.value(Option.COMMANDS).filter("-"::equals).isPresent();
        Configurations configurations = Configurations.of(feature, options, home, interactive);
        warn(interactive);
        // Whatever looks for classes by the context's loader must not find the launcher's.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        Peer peer = Peer.make(feature.properties(), home, configurations);
        ahead.awaitLog();
        ArchiveMaking making = new ArchiveMaking(installed, home, options);
        Ending ending = new Ending(peer, making);
        try {
            peer.start(used, options.all(Option.BUNDLE).stream().map(Path::of).toList(), verification);
            making.begin(used);
            return peer.await();
        } finally {
            ending.cancel();
            making.close();
            peer.stop(STOP_MS, TimeUnit.MILLISECONDS); // does nothing when it has ended by itself
        }
    }

    private void warn(boolean interactive) {
        if (options.value(Option.ACCEPT).filter("all"::equals).isPresent()) {
            System.err.println("parley: --accept all: everybody who finds you can start any application of yours,"
                    + " without being asked.");
        }
        // Who has not answered is seen by nobody anyway; presence sees to that.
        if (!interactive && !options.has(Option.VISIBILITY) && !home.answered()) {
            System.err.println("parley: nobody can see you, as there is no terminal to ask you at."
                    + " Say --visibility everyone, or --visibility nobody.");
        }
    }
}
