package dev.parley.session.internal;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.Applications;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.session.internal.SessionsComponent.Resumed;
import dev.parley.spi.application.Launch;
import dev.parley.spi.application.Launcher;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Launches the applications of sessions that go on after a restart, each once its application is there: bundles come in any order. Any
 * thread.
 */
@Component(
        service = {},
        immediate = true)
public final class Resumption {
    private final SessionsComponent sessions;
    private final Launcher launcher;
    private final Set<Session> launching = ConcurrentHashMap.newKeySet();
    private final Subscription installed;

    /** Made by the framework. */
    @Activate
    public Resumption(
            @Reference SessionsComponent sessions, @Reference Launcher launcher, @Reference Applications applications) {
        this.sessions = sessions;
        this.launcher = launcher;
        sessions.onResumed(this::launch);
        installed = applications.onChange(this::changed); // tells those that are there, too
        launch();
    }

    private void changed(ApplicationEvent event) {
        if (!(event instanceof ApplicationEvent.Removed)) {
            launch();
        }
    }

    private void launch() {
        for (Resumed one : sessions.resumed()) {
            Session session = one.control().session();
            if (launcher.find(session.application().id()).isPresent() && launching.add(session)) {
                launch(one);
            }
        }
    }

    private void launch(Resumed one) {
        Session session = one.control().session();
        LaunchInfo info = new LaunchInfo(
                LaunchReason.RESUMED, one.inviter(), one.inviter().verified(), "", Bytes.NONE, Optional.empty());
        launcher.launch(session.application().id(), info, session).whenComplete((launch, failure) -> {
            sessions.resumed().remove(one);
            launching.remove(session);
            if (failure == null) {
                launched(one, launch);
            } else {
                one.control().close(failed(Stages.unwrapped(failure).getMessage()));
            }
        });
    }

    private static void launched(Resumed one, Launch launch) {
        one.control().launched();
        launch.onGone(() -> one.control().close(failed("the application was stopped or uninstalled")));
    }

    private static CloseReason failed(String why) {
        return new CloseReason(CloseReason.Kind.APPLICATION_FAILED, Text.label(String.valueOf(why)));
    }

    @Deactivate
    void stop() {
        sessions.onResumed(() -> {});
        installed.close();
    }
}
