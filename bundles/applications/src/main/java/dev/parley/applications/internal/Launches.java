package dev.parley.applications.internal;

import dev.parley.api.application.LaunchInfo;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.session.Session;
import dev.parley.spi.application.Launch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All launches that are not over. Any thread, never blocks. */
final class Launches {
    private final Map<Running, ApplicationId> running = new ConcurrentHashMap<>();

    CompletionStage<Launch> launch(
            ApplicationId application, String name, InstanceSource source, LaunchInfo info, Session session) {
        Running launch = new Running(name, source, info, session, running::remove);
        running.put(launch, application);
        return launch.start();
    }

    /** Those whose bundle went go on, where their application is there again. */
    void resume(Function<ApplicationId, Optional<InstanceSource>> sources) {
        running.forEach((launch, application) -> sources.apply(application).ifPresent(launch::succeed));
    }

    /** A component goes. Completes when all its instances have handed over. */
    CompletableFuture<Void> vacate(long bundle, ApplicationId application) {
        return all(launch -> launch.bundle() == bundle && application.equals(running.get(launch)), Running::vacate);
    }

    /** A bundle will be updated. Completes when all its instances have handed over. */
    CompletableFuture<Void> vacate(long bundle) {
        return all(launch -> launch.bundle() == bundle, Running::vacate);
    }

    /** A bundle will be uninstalled. Completes when the sessions of all its instances are closed. */
    CompletableFuture<Void> dismiss(long bundle) {
        return all(launch -> launch.bundle() == bundle, Running::dismiss);
    }

    /** Nothing can be launched any more. */
    void dismissAll() {
        var unused = all(launch -> true, Running::dismiss);
    }

    private CompletableFuture<Void> all(
            Function<Running, Boolean> which, Function<Running, CompletionStage<Void>> end) {
        List<CompletableFuture<Void>> stages = running.keySet().stream()
                .filter(which::apply)
                .map(launch -> end.apply(launch).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new));
    }
}
