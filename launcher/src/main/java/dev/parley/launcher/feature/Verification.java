package dev.parley.launcher.feature;

import dev.parley.launcher.status.LaunchException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link Digests} on a thread of their own, while the framework is prepared; nothing of a bundle may run before it is done. */
public final class Verification {
    private final CompletableFuture<Optional<LaunchException>> result = new CompletableFuture<>();

    private Verification() {}

    /** Begins to read the jars. */
    public static Verification begin(List<FeatureBundle> bundles) {
        Verification verification = new Verification();
        Thread thread = new Thread(() -> verification.run(bundles), "parley-digests");
        thread.setDaemon(true);
        thread.start();
        return verification;
    }

    private void run(List<FeatureBundle> bundles) {
        try {
            Digests.check(bundles);
            result.complete(Optional.empty());
        } catch (LaunchException e) {
            result.complete(Optional.of(e));
        } catch (RuntimeException | Error e) {
            result.complete(Optional.of(LaunchException.cannotStart(
                    "The bundles cannot be compared with what was built (" + e + "). Install Parley anew.", e)));
        }
    }

    /**
     * Waits until all are read.
     *
     * @throws LaunchException with status 3 for the first that is missing or not what was built
     */
    public void await() throws LaunchException {
        Optional<LaunchException> problem = result.join();
        if (problem.isPresent()) {
            throw problem.get();
        }
    }
}
