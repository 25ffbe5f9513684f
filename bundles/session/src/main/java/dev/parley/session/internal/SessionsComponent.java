package dev.parley.session.internal;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.Sessions;
import dev.parley.api.session.SessionsEvent;
import dev.parley.api.view.ViewProvider;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.Refusal;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.session.SessionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** All sessions of this endpoint. */
@Component(service = {SessionFactory.class, Sessions.class, SessionsComponent.class})
public final class SessionsComponent implements SessionFactory, Sessions {
    private static final CloseReason STOPPED = new CloseReason(CloseReason.Kind.SIGNED_OUT, "");

    private final Execution execution;
    private final Links links;
    private final Identity identity;
    private final ViewProviders views = new ViewProviders();
    private final ScheduledExecutorService executor;
    private final Listeners<SessionsEvent> listeners;
    private final List<Session> told = new ArrayList<>(); // on the executor
    private final Map<SessionId, SessionCore> cores = new ConcurrentHashMap<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final Farewells farewells;
    private final Subscription changes;
    private volatile boolean stopped;

    /** Made by the framework. */
    @Activate
    public SessionsComponent(@Reference Execution execution, @Reference Links links, @Reference Identity identity) {
        this.execution = execution;
        this.links = links;
        this.identity = identity;
        executor = execution.serial("sessions");
        listeners = new Listeners<>(executor);
        farewells = new Farewells(execution);
        changes = links.onChange(this::linked);
    }

    /** Views can be made by it. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addViewProvider(ViewProvider<?> provider) {
        views.add(provider);
    }

    /** It makes no more. */
    void removeViewProvider(ViewProvider<?> provider) {
        views.remove(provider);
    }

    /** Says goodbye to all, at once. */
    @Deactivate
    void deactivate() {
        changes.close();
        cores.values().forEach(core -> {
            core.sayFarewell(STOPPED); // now: the links may close as soon as this returns
            core.run(() -> core.closeNow(STOPPED));
        });
        stopped = true;
        releaseWhenOver();
    }

    private void releaseWhenOver() {
        if (stopped && cores.isEmpty()) { // the ends of all are told before
            executor.shutdown();
        }
    }

    @Override
    public SessionControl create(SessionId id, PeerApplication application) {
        SessionMember self = new SessionMember(
                new RemoteIdentity(identity.peer(), identity.endpoint()),
                identity.card().card().displayName(),
                true,
                true);
        Environment environment = new Environment(execution, links, self, views, new Told());
        SessionCore core = new SessionCore(environment, id);
        ApplicationSession session = new ApplicationSession(id, application, environment, core);
        core.represent(session);
        if (cores.putIfAbsent(id, core) != null) {
            throw new IllegalArgumentException("there is a session " + id + " already");
        }
        sessions.add(session);
        Tasks.run(executor, () -> {
            told.add(session);
            listeners.tell(new SessionsEvent.Opened(session));
        });
        return new Control(session, core);
    }

    @Override
    public List<Session> all() {
        return List.copyOf(sessions);
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return sessions.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    @Override
    public Subscription onChange(Consumer<SessionsEvent> listener) {
        return listeners.add(
                listener, () -> told.stream().map(SessionsEvent.Opened::new).toList());
    }

    /** Where streams are read until it is known whose they are. */
    ScheduledExecutorService executor() {
        return executor;
    }

    /** The session of which an endpoint is the other member. */
    Optional<SessionCore> find(SessionId id, RemoteIdentity remote) {
        return Optional.ofNullable(cores.get(id))
                .filter(core -> core.other() != null && core.other().identity().equals(remote));
    }

    /** A stream was opened and its Join has come. @return whether the session exists, be it of others */
    boolean incoming(SessionStream stream, SessionId id, Join join) {
        RemoteIdentity remote = stream.link().remote();
        Optional<SessionCore> core = find(id, remote);
        Optional<CloseReason> farewell = farewells.of(id, remote);
        if (core.isPresent()) {
            core.get().run(() -> core.get().incoming(stream, join));
        } else {
            stream.send(farewell.map(Reasons::leave).orElseGet(() -> Frames.refused(Refusal.UNKNOWN_SESSION)));
            stream.finish();
        }
        return core.isPresent()
                || farewell.isPresent()
                || !cores.containsKey(id)
                || cores.get(id).other() == null;
    }

    private void linked(LinkChange change) {
        if (change instanceof LinkChange.Opened opened) {
            Link link = opened.link();
            cores.values().forEach(core -> core.run(() -> core.linked(link)));
        }
    }

    private final class Told implements Environment.Observer {
        @Override
        public void launched(Session session) {
            Tasks.run(executor, () -> listeners.tell(new SessionsEvent.Launched(session)));
        }

        @Override
        public void changed(Session session, SessionState state) {
            Tasks.run(executor, () -> listeners.tell(new SessionsEvent.Changed(session, state)));
        }

        @Override
        public void closed(Session session, SessionMember other, CloseReason reason) {
            sessions.remove(session);
            cores.remove(session.id());
            if (other != null) {
                farewells.add(session.id(), other.identity(), reason);
            }
            Tasks.run(executor, () -> {
                told.remove(session);
                listeners.tell(new SessionsEvent.Closed(session, reason));
            });
            releaseWhenOver();
        }
    }
}
