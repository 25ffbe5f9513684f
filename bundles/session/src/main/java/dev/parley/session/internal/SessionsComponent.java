package dev.parley.session.internal;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.Sessions;
import dev.parley.api.session.SessionsEvent;
import dev.parley.api.view.ViewProvider;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.Refusal;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Sealer;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.session.SessionFactory;
import dev.parley.spi.store.Journals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sessions of this endpoint. */
@Component(service = {SessionFactory.class, Sessions.class, SessionsComponent.class})
public final class SessionsComponent implements SessionFactory, Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(SessionsComponent.class);
    /** A journal that another start of this bundle let go of may take a moment to close. */
    private static final int OPENINGS = 5;

    private static final long OPEN_AGAIN_SECONDS = 1;
    private static final CloseReason STOPPED = new CloseReason(CloseReason.Kind.SIGNED_OUT, "");

    private final Execution execution;
    private final Links links;
    private final Identity identity;
    private final Cards cards;
    private final Signatures signatures;
    private final Sealer sealer;
    private final Acquaintances acquaintances;
    private final AtomicReference<ContactBook> contacts = new AtomicReference<>();
    private final AtomicReference<Journals> journals = new AtomicReference<>();
    private final Set<SessionId> resuming = ConcurrentHashMap.newKeySet();
    private volatile boolean looking; // for sessions of the last start
    private final List<Resumed> resumed = new CopyOnWriteArrayList<>();
    private volatile Runnable onResumed = () -> {};
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
    public SessionsComponent(
            @Reference Execution execution,
            @Reference Links links,
            @Reference Identity identity,
            @Reference Cards cards,
            @Reference Signatures signatures,
            @Reference Sealer sealer,
            @Reference Acquaintances acquaintances) {
        this.execution = execution;
        this.links = links;
        this.identity = identity;
        this.cards = cards;
        this.signatures = signatures;
        this.sealer = sealer;
        this.acquaintances = acquaintances;
        executor = execution.serial("sessions");
        listeners = new Listeners<>(executor);
        farewells = new Farewells(execution);
        changes = links.onChange(this::linked);
    }

    /** It knows who is a contact, and verified. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindContacts(ContactBook book) {
        contacts.set(book);
    }

    /** Nobody knows any more. */
    void unbindContacts(ContactBook book) {
        contacts.compareAndSet(book, null);
    }

    /** Sessions are kept there from now on; those that were kept go on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindJournals(Journals store) {
        journals.set(store);
        looking = true;
        store.all().whenComplete((all, failure) -> {
            if (failure != null) {
                LOG.warn("the sessions of the last start do not go on", failure);
            } else {
                all.forEach(id -> resume(store, id));
            }
            looking = false;
        });
    }

    /** Nothing is kept any more. */
    void unbindJournals(Journals store) {
        journals.compareAndSet(store, null);
    }

    private void resume(Journals store, SessionId id) {
        if (!cores.containsKey(id) && resuming.add(id)) {
            resume(store, id, 1);
        }
    }

    private void resume(Journals store, SessionId id, int attempt) {
        Notebook.open(store, id).whenComplete((found, failure) -> {
            if (failure == null) {
                if (!Tasks.run(executor, () -> resumed(store, id, found))) {
                    found.notebook().close();
                    resuming.remove(id);
                }
            } else if (attempt < OPENINGS && againLater(() -> resume(store, id, attempt + 1))) {
                LOG.debug("the journal of the session {} may still be closing", id, failure);
            } else {
                LOG.warn("the session {} does not go on", id, failure);
                resuming.remove(id);
            }
        });
    }

    private void resumed(Journals store, SessionId id, Notebook.Opened found) {
        resume(store, id, found);
        resuming.remove(id); // not before: who opens a stream in between would hear that there is no such session
    }

    private boolean againLater(Runnable task) {
        return Tasks.run(executor, () -> {
            var unused = executor.schedule(task, OPEN_AGAIN_SECONDS, TimeUnit.SECONDS);
        });
    }

    private void resume(Journals store, SessionId id, Notebook.Opened found) {
        Optional<PeerApplication> application = Abouts.read(found.about());
        if (stopped
                || cores.containsKey(id)
                || application.isEmpty()
                || found.roster().isEmpty()) {
            found.notebook().close();
            return;
        }
        Membership membership;
        try {
            membership = Membership.resumed(
                    identity, this::standing, execution.clock(), codec(id, application.get()), found.roster());
        } catch (ProtocolException damaged) {
            LOG.warn("the session {} does not go on: its roster cannot be read", id, damaged);
            found.notebook().close();
            return;
        }
        if (membership.hasLeft()) { // it ended before its journal was gone
            found.notebook().close();
            store.delete(id).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("the journal of the session {}, which is over, could not be removed", id, failure);
                }
            });
            return;
        }
        SessionCore core = open(id, application.get(), membership, Optional.of(store));
        core.run(() -> core.resume(found));
        resumed.add(new Resumed(core.control(), membership.inviter()));
        onResumed.run();
    }

    /** A session that goes on, whose application is to be launched again. */
    record Resumed(SessionControl control, Member inviter) {}

    /** Those that wait for their application. */
    List<Resumed> resumed() {
        return resumed;
    }

    /** @param listener runs when there are more of {@link #resumed}, or of what their applications need; another one replaces it */
    void onResumed(Runnable listener) {
        onResumed = listener;
    }

    private Standing standing(PeerName peer) {
        ContactBook book = contacts.get();
        return book == null ? Standing.stranger(peer) : book.of(peer);
    }

    /** Views can be made by it. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addViewProvider(ViewProvider<?> provider) {
        views.add(provider);
        onResumed.run(); // an application may wait for it
    }

    /** Whether any user interface is there. */
    boolean hasViews() {
        return !views.isEmpty();
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
        return fresh(
                id, application, Membership.found(identity, this::standing, execution.clock(), codec(id, application)));
    }

    @Override
    public SessionControl join(SessionId id, PeerApplication application) {
        return fresh(
                id,
                application,
                Membership.invited(identity, this::standing, execution.clock(), codec(id, application)));
    }

    private RosterCodec codec(SessionId id, PeerApplication application) {
        return new RosterCodec(id, application.id(), cards, signatures);
    }

    private SessionControl fresh(SessionId id, PeerApplication application, Membership membership) {
        SessionCore core = open(id, application, membership, Optional.ofNullable(journals.get()));
        core.run(() -> core.memory.begin(Abouts.write(application)));
        return core.control();
    }

    private SessionCore open(
            SessionId id, PeerApplication application, Membership membership, Optional<Journals> store) {
        SessionMember self = new SessionMember(
                new RemoteIdentity(identity.peer(), identity.endpoint()),
                identity.card().card().displayName(),
                true,
                true);
        Environment environment =
                new Environment(execution, links, identity, signatures, sealer, acquaintances, self, views, new Told());
        SessionCore core = new SessionCore(environment, id, membership, store);
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
        return core;
    }

    @Override
    public Optional<SessionControl> control(SessionId id) {
        return Optional.ofNullable(cores.get(id)).map(SessionCore::control);
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

    /** The session of which an endpoint is another member. */
    Optional<SessionCore> find(SessionId id, RemoteIdentity remote) {
        return Optional.ofNullable(cores.get(id))
                .filter(core -> core.other(remote).isPresent());
    }

    /**
     * A stream was opened and its Join has come.
     *
     * @param stranger runs when the session is here and that endpoint has no business in it
     */
    void incoming(SessionStream stream, SessionId id, Join join, Runnable stranger) {
        if (!cores.containsKey(id) && (looking || resuming.contains(id))) {
            stream.close(); // it comes again; told that there is no such session, it would give this endpoint up
            return;
        }
        Optional<CloseReason> farewell = farewells.of(id, stream.link().remote());
        Frame refusal = farewell.map(Reasons::leave).orElseGet(() -> Frames.refused(Refusal.UNKNOWN_SESSION));
        SessionCore core = cores.get(id);
        Runnable refused = farewell.isPresent() ? () -> {} : stranger;
        if (core == null || !core.run(() -> core.incoming(stream, join, refusal, refused))) {
            stream.send(refusal);
            stream.finish();
        }
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
        public void ended(SessionId session, SessionMember member, CloseReason reason) {
            farewells.add(session, member.identity(), reason);
        }

        @Override
        public void closed(Session session, CloseReason reason) {
            sessions.remove(session);
            cores.remove(session.id());
            resumed.removeIf(one -> one.control().session() == session);
            Tasks.run(executor, () -> {
                told.remove(session);
                listeners.tell(new SessionsEvent.Closed(session, reason));
            });
            releaseWhenOver();
        }
    }
}
