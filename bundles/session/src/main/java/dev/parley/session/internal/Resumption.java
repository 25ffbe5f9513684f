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
import dev.parley.api.session.SessionState;
import dev.parley.api.view.Bulletin;
import dev.parley.session.internal.SessionsComponent.Resumed;
import dev.parley.spi.application.Launch;
import dev.parley.spi.application.Launcher;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Launches the applications of sessions that go on after a restart, each once its application is there: bundles come in any order, and so
 * do user interfaces. One that cannot be launched is tried again when something has come; its session goes on meanwhile, for whoever
 * closed it would lose what others say in it. Any thread.
 */
@Component(
        service = {},
        immediate = true)
public final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final SessionsComponent sessions;
    private final Launcher launcher;
    private final Set<Session> launching = ConcurrentHashMap.newKeySet();
    private final AtomicLong arrivals = new AtomicLong(); // of what may help
    private final AtomicReference<Bulletin> bulletin = new AtomicReference<>();
    private final Subscription installed;
    private volatile boolean stopped;

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

    /** Where the person is told. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindBulletin(Bulletin there) {
        bulletin.set(there);
    }

    void unbindBulletin(Bulletin gone) {
        bulletin.compareAndSet(gone, null);
    }

    private void changed(ApplicationEvent event) {
        if (!(event instanceof ApplicationEvent.Removed)) {
            launch();
        }
    }

    private void launch() {
        arrivals.incrementAndGet();
        sessions.resumed().forEach(this::tryLaunch);
    }

    private void tryLaunch(Resumed one) {
        Session session = one.control().session();
        if (session.state() == SessionState.CLOSED) {
            sessions.resumed().remove(one);
        } else if (!stopped && launcher.find(session.application().id()).isPresent() && launching.add(session)) {
            launch(one);
        }
    }

    private void launch(Resumed one) {
        Session session = one.control().session();
        LaunchInfo info = new LaunchInfo(
                LaunchReason.RESUMED, one.inviter(), one.inviter().verified(), "", Bytes.NONE, Optional.empty());
        long before = arrivals.get();
        launcher.launch(session.application().id(), info, session).whenComplete((launch, failure) -> {
            if (failure == null) {
                sessions.resumed().remove(one);
                launching.remove(session);
                launched(one, launch);
                return;
            }
            launching.remove(session);
            if (arrivals.get() != before) { // while it was tried
                tryLaunch(one);
            } else {
                tell(session, Stages.unwrapped(failure));
            }
        });
    }

    /** While there is no user interface at all, that is most likely what is missing, and comes soon. */
    private void tell(Session session, Throwable why) {
        LOG.warn("{} of the session {} waits to go on", session.application().name(), session.id(), why);
        Bulletin there = bulletin.get();
        if (there != null && sessions.hasViews()) {
            there.show(Text.label(session.application().name() + " of the session "
                    + session.id().shortForm() + " could not go on (" + why.getMessage()
                    + "). It is tried again when the application is updated, and at the next start."));
        }
    }

    private static void launched(Resumed one, Launch launch) {
        one.control().launched();
        launch.onGone(() -> one.control()
                .close(new CloseReason(
                        CloseReason.Kind.APPLICATION_FAILED, "the application was stopped or uninstalled")));
    }

    @Deactivate
    void stop() {
        stopped = true;
        sessions.onResumed(() -> {});
        installed.close();
    }
}
