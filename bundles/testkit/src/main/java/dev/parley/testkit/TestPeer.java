package dev.parley.testkit;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationPolicy;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationPrompt;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.session.Session;
import dev.parley.api.session.Sessions;
import dev.parley.api.view.TextView;
import dev.parley.api.view.ViewProvider;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Sealer;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Links;
import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.Retention;
import dev.parley.spi.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * One peer of {@link Peers}: the bundles of Parley in a framework of their own, over a fake network, with a person who answers as
 * the test says. Everything happens on the thread that drives the time.
 */
public final class TestPeer {
    private final Peers peers;
    private final FakeIdentity identity;
    private final FakeTransport transport;
    private final ForgetfulFiles files = new ForgetfulFiles();
    private final FakeJournals journals;
    private final PeerFramework framework = new PeerFramework();
    private final List<FakeView> views = new CopyOnWriteArrayList<>();
    private final List<IncomingInvitation> asked = new CopyOnWriteArrayList<>();
    private volatile Decision decision = Decision.ACCEPT;
    private ServiceRegistration<Transport> transportService;
    private SignIn signIn;

    TestPeer(
            Peers peers,
            FakeIdentity identity,
            Optional<DiscoveryProvider> discovery,
            Map<String, Map<String, Object>> configurations) {
        this.peers = peers;
        this.identity = identity;
        this.transport = peers.network().node(identity.remote(), Peers.LOOPBACK);
        this.journals =
                new FakeJournals(peers.time().serial("journals"), peers.time().clock(), Retention.DEFAULT);
        BundleContext context = framework.begin();
        context.registerService(Journals.class, journals, null);
        context.registerService(Execution.class, peers.time(), null);
        context.registerService(FileLayer.class, files, null);
        context.registerService(Signatures.class, identity, null);
        context.registerService(Sealer.class, identity, null);
        context.registerService(Cards.class, identity, null);
        context.registerService(Acquaintances.class, identity, null);
        context.registerService(Identity.class, identity, null);
        transportService = context.registerService(Transport.class, transport, null);
        discovery.ifPresent(provider -> context.registerService(DiscoveryProvider.class, provider, null));
        context.registerService(InvitationPolicy.class, invitation -> decision, null);
        context.registerService(InvitationPrompt.class, new Prompt(), null);
        context.registerService(ViewProvider.class, new Views(), null);
        framework.start(configurations);
    }

    /** What others see it called. */
    public String displayName() {
        return identity.card().card().displayName();
    }

    /** Its name. */
    public PeerName peer() {
        return identity.peer();
    }

    /** Its node. */
    public EndPointId endpoint() {
        return identity.endpoint();
    }

    /** Its keys, and whom it knows. */
    public FakeIdentity identity() {
        return identity;
    }

    /** Its place in {@link Peers#network}. */
    public FakeTransport transport() {
        return transport;
    }

    /** What it keeps. */
    public ForgetfulFiles files() {
        return files;
    }

    /** What it keeps of its sessions. */
    public FakeJournals journals() {
        return journals;
    }

    /** A service of its framework, for example {@code Applications}, {@code Sessions} or {@code Links}. */
    public <S> S service(Class<S> type) {
        return framework.service(type);
    }

    /** A service that may be away. */
    public <S> Optional<S> find(Class<S> type) {
        return framework.find(type);
    }

    /** Where the test can register services of its own. */
    public BundleContext context() {
        return framework.context();
    }

    /** Signs in near me and waits until it listens. Others on the same subnet see it from then on. */
    public TestPeer signIn() {
        signIn = service(PeerCollaboration.class).signIn(PeerScope.NEAR_ME);
        Links links = service(Links.class);
        peers.until(() -> links.listening().isPresent(), displayName() + " listens");
        return this;
    }

    /** Signs out. */
    public void signOut() {
        signIn.close();
        peers.run();
    }

    /**
     * Installs an application: its class needs {@link dev.parley.api.application.PeerApplicationComponent}, and a constructor without
     * parameters.
     *
     * @return its id
     */
    public ApplicationId install(Class<? extends ApplicationInstance> type) {
        return install(type, () -> {
            try {
                var constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        type.getName() + " has no constructor without parameters that works; pass a supplier.", e);
            }
        });
    }

    /**
     * Installs an application.
     *
     * @param type the class with the annotation
     * @param maker makes an instance a launch
     * @return its id
     */
    public ApplicationId install(
            Class<? extends ApplicationInstance> type, Supplier<? extends ApplicationInstance> maker) {
        ClassApplication application = ClassApplication.of(type, maker);
        application.register(
                framework.install(application.location(), application).getBundleContext());
        peers.run();
        return application.id();
    }

    /** What its person answers from now on; {@code ASK} puts the question into {@link #asked}. At first yes. */
    public void answer(Decision answer) {
        decision = answer;
    }

    /** The invitations that the person was asked about and that nobody answered or took back yet. */
    public List<IncomingInvitation> asked() {
        return List.copyOf(asked);
    }

    /** Invites somebody whom this peer knows, with the default deadline. */
    public OutgoingInvitation invite(TestPeer who, ApplicationId application, String message) {
        return service(Invitations.class)
                .invite(new InvitationRequest(
                        application,
                        List.of(new InvitationTarget.AtEndPoint(who.peer(), who.endpoint())),
                        message,
                        Bytes.NONE,
                        InvitationRequest.DEFAULT_DEADLINE));
    }

    /** Somebody near it, once a link told who it is. */
    public Optional<PeerNearMe> sees(TestPeer other) {
        return service(PeopleNearMe.class).people().stream()
                .filter(person -> person.endpoint()
                        .filter(known -> known.id().equals(other.endpoint()))
                        .isPresent())
                .findFirst();
    }

    /** Its sessions, the oldest first. */
    public List<Session> sessions() {
        return service(Sessions.class).all();
    }

    /** What its person sees in the session that was opened last. */
    public FakeView view() {
        if (views.isEmpty()) {
            throw new IllegalStateException("no application of " + displayName() + " has asked for a view yet");
        }
        return views.get(views.size() - 1);
    }

    /** Its person writes a line, and everything that follows at once happens. */
    public void type(String line) {
        view().type(line);
        peers.run();
    }

    /** Stops a bundle by its symbolic name, for example {@code dev.parley.session}. */
    public void stop(String bundle) {
        PeerFramework.doing(framework.bundle(bundle)::stop);
        peers.run();
    }

    /** Starts it again. */
    public void start(String bundle) {
        PeerFramework.doing(framework.bundle(bundle)::start);
        peers.run();
    }

    /** Takes the transport away, as when its bundle is stopped; its connections break. */
    public void unplug() {
        transportService.unregister();
        transport.vanish();
        peers.run();
    }

    /** Gives the transport back. */
    public void plug() {
        transportService = framework.context().registerService(Transport.class, transport, null);
        peers.run();
    }

    void close() {
        if (signIn != null) {
            signIn.close();
        }
        framework.stopParts();
        peers.run();
        framework.stop();
    }

    private final class Prompt implements InvitationPrompt {
        @Override
        public void ask(IncomingInvitation invitation) {
            asked.add(invitation);
        }

        @Override
        public void withdraw(IncomingInvitation invitation) {
            asked.remove(invitation);
        }
    }

    private final class Views implements ViewProvider<TextView> {
        @Override
        public Class<TextView> kind() {
            return TextView.class;
        }

        @Override
        public TextView open(Session session) {
            FakeView view = new FakeView(session);
            views.add(view);
            return view;
        }
    }
}
