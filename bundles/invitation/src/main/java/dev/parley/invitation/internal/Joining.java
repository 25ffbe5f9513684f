package dev.parley.invitation.internal;

import dev.parley.api.application.LaunchInfo;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.spi.application.Launch;
import dev.parley.spi.application.Launcher;
import dev.parley.spi.session.SessionControl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Ties a launch to its session: the same on both sides. */
final class Joining {
    private Joining() {}

    /**
     * Launches. When that fails, or the instance goes later, the session closes.
     *
     * @return the session, once the instance runs; fails as {@link Launcher#launch} does
     */
    static CompletionStage<Session> launch(
            Launcher launcher, SessionControl control, ApplicationId application, LaunchInfo info) {
        return start(launcher, control, application, info).handle((launch, failure) -> {
            if (failure != null) {
                control.close(reason(CloseReason.Kind.APPLICATION_FAILED, Failures.detail(failure)));
                throw new CompletionException(Failures.cause(failure));
            }
            control.launched();
            launch.onGone(() -> control.close(
                    reason(CloseReason.Kind.APPLICATION_FAILED, "the application was stopped or uninstalled")));
            return control.session();
        });
    }

    static CloseReason reason(CloseReason.Kind kind, String detail) {
        return new CloseReason(kind, Text.label(detail));
    }

    private static CompletionStage<Launch> start(
            Launcher launcher, SessionControl control, ApplicationId application, LaunchInfo info) {
        try {
            return launcher.launch(application, info, control.session());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
