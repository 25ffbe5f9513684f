package dev.parley.invitation.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.Applications;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationPolicy;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationPrompt;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Session;
import dev.parley.spi.application.Launcher;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.session.SessionFactory;
import dev.parley.spi.store.RecordStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The service of this bundle: sends and receives invitations. */
@Component(service = Invitations.class, immediate = true, configurationPid = InvitationConfig.PID)
@Designate(ocd = InvitationConfig.class)
public final class InvitationsComponent implements Invitations, ProtocolHandler {
    private final Ranked<InvitationPolicy> policies = new Ranked<>();
    private final Ranked<InvitationPrompt> prompts = new Ranked<>();
    private final AtomicReference<PeopleNearMe> nearMe = new AtomicReference<>();
    private final AtomicReference<Applications> applications = new AtomicReference<>();
    private final AtomicReference<ContactBook> contacts = new AtomicReference<>();
    private final Endpoints endpoints = new Endpoints();
    private final PeerCollaboration collaboration;
    private final Launcher launcher;
    private final Desk desk;
    private final List<Subscription> subscriptions;
    private ServiceRegistration<ProtocolHandler> handler;
    private Subscription contactChanges = () -> {}; // guarded by this
    private volatile boolean stopped;

    /** Begins; the protocol is registered by hand, so that the links, which call it, are there before it. */
    @Activate
    public InvitationsComponent(
            BundleContext context,
            @Reference Links links,
            @Reference SessionFactory sessions,
            @Reference Launcher launcher,
            @Reference CardSource cards,
            @Reference PeerCollaboration collaboration,
            @Reference Acquaintances acquaintances,
            @Reference Execution execution,
            @Reference RulesComponent rules,
            InvitationConfig config) {
        this(
                links,
                sessions,
                launcher,
                cards,
                collaboration,
                acquaintances,
                execution,
                rules.kept(),
                "all".equals(config.accept()) ? Decision.ACCEPT : Decision.UNDECIDED,
                new Allowance(config.openPerPeer(), config.perMinutePerPeer(), config.promptsPerHour()));
        handler = context.registerService(ProtocolHandler.class, this, null);
    }

    InvitationsComponent(
            Links links,
            SessionFactory sessions,
            Launcher launcher,
            CardSource cards,
            PeerCollaboration collaboration,
            Acquaintances acquaintances,
            Execution execution,
            Rules rules,
            Decision otherwise,
            Allowance allowance) {
        this.collaboration = collaboration;
        this.launcher = launcher;
        Surroundings around = new Surroundings(
                links,
                sessions,
                launcher,
                cards,
                acquaintances,
                this::people,
                this::standing,
                endpoints,
                execution.serial("invitations"),
                execution::nanoTime,
                execution.clock(),
                execution.random());
        desk = new Desk(
                around,
                new Policies(rules, policies, otherwise),
                new Prompts(prompts),
                allowance,
                this::version,
                this::self);
        subscriptions = List.of(
                cards.onChange(endpoints::told),
                rules.onLoaded(desk::rulesLoaded),
                links.onChange(change -> {
                    if (change instanceof LinkChange.Opened opened) {
                        desk.linkOpened(opened.link());
                    }
                }),
                collaboration.onChange(change -> {
                    if (change instanceof CollaborationEvent.SignedOut) {
                        desk.failOffers(notSignedIn());
                    }
                }));
    }

    /**
     * For tests that assemble a peer by hand: the numbers of the design, and the person is asked.
     */
    public static InvitationsComponent assemble(
            Links links,
            SessionFactory sessions,
            Launcher launcher,
            CardSource cards,
            PeerCollaboration collaboration,
            Acquaintances acquaintances,
            Execution execution) {
        return new InvitationsComponent(
                links,
                sessions,
                launcher,
                cards,
                collaboration,
                acquaintances,
                execution,
                new Rules(Runnable::run, (after, task) -> {}),
                Decision.UNDECIDED,
                new Allowance(3, 6, 30));
    }

    /** Ends what is open, politely, without waiting. */
    @Deactivate
    public void stop() {
        stopped = true;
        if (handler != null) {
            handler.unregister();
        }
        subscriptions.forEach(Subscription::close);
        synchronized (this) {
            contactChanges.close();
        }
        desk.stop();
    }

    /** Who is near, while somebody knows. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, unbind = "unbindNearMe")
    public void bindNearMe(PeopleNearMe service) {
        nearMe.set(service);
    }

    /** Discovery goes. */
    public void unbindNearMe(PeopleNearMe service) {
        nearMe.compareAndSet(service, null);
    }

    /** What is installed, although it cannot be launched, while somebody knows. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindApplications")
    public void bindApplications(Applications service) {
        applications.set(service);
    }

    /** It goes. */
    public void unbindApplications(Applications service) {
        applications.compareAndSet(service, null);
    }

    /** Whom the person knows, while somebody keeps it. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindContacts")
    public synchronized void bindContacts(ContactBook service) {
        contactChanges.close();
        contacts.set(service);
        contactChanges = service.onChange(desk::standingChanged);
        desk.decided(service);
    }

    /** It goes: everybody is a stranger. */
    public synchronized void unbindContacts(ContactBook service) {
        if (contacts.compareAndSet(service, null)) { // otherwise another was bound before this one was let go
            contactChanges.close();
        }
    }

    /** Where waiting invitations survive a restart. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindStore")
    public void bindStore(RecordStore store) {
        desk.outbox().bind(store);
    }

    /** It goes. */
    public void unbindStore(RecordStore store) {
        desk.outbox().unbind(store);
    }

    /** A rule comes, or its ranking is another. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "bindPolicy",
            unbind = "unbindPolicy")
    public void bindPolicy(InvitationPolicy policy, Map<String, Object> properties) {
        policies.put(policy, properties);
    }

    /** A rule goes. */
    public void unbindPolicy(InvitationPolicy policy) {
        policies.remove(policy);
    }

    /** A user interface comes: it is asked what is open, too. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "bindPrompt",
            unbind = "unbindPrompt")
    public void bindPrompt(InvitationPrompt prompt, Map<String, Object> properties) {
        prompts.put(prompt, properties);
        desk.promptAdded(prompt);
    }

    /** A user interface goes. When it is this that goes, the questions are still to be taken away, later and on another thread. */
    public void unbindPrompt(InvitationPrompt prompt) {
        if (!stopped) {
            prompts.remove(prompt);
        }
    }

    @Override
    public OutgoingInvitation invite(InvitationRequest request) {
        if (collaboration.signedIn() == PeerScope.NONE) {
            throw notSignedIn();
        }
        PeerApplication application = launcher.find(request.application())
                .orElseThrow(() -> new ApplicationException("No application " + request.application()
                        + " can be launched here. Install it first, or look at what its problem is."));
        return desk.outbox().invite(request, application, self());
    }

    @Override
    public OutgoingInvitation invite(Session session, List<InvitationTarget> to, String message, Duration deadline) {
        if (collaboration.signedIn() == PeerScope.NONE) {
            throw notSignedIn();
        }
        InvitationRequest request =
                new InvitationRequest(session.application().id(), to, message, Bytes.NONE, deadline);
        return desk.outbox().invite(session, request, self());
    }

    @Override
    public List<OutgoingInvitation> outgoing() {
        return desk.outbox().outgoing();
    }

    @Override
    public List<IncomingInvitation> incoming() {
        return desk.incoming();
    }

    @Override
    public long suppressed() {
        return desk.suppressed();
    }

    @Override
    public Subscription onChange(Consumer<InvitationEvent> listener) {
        return desk.onChange(listener);
    }

    @Override
    public ProtocolId protocol() {
        return Steps.PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        desk.opened(stream);
    }

    private static NotSignedInException notSignedIn() {
        return new NotSignedInException("Nobody is signed in here, so nobody can be invited. Sign in first.");
    }

    private RemoteIdentity self() {
        Me me = collaboration.me();
        return new RemoteIdentity(me.peer(), me.endpoint());
    }

    private Standing standing(PeerName peer) {
        ContactBook book = contacts.get();
        return book == null ? Standing.stranger(peer) : book.of(peer);
    }

    /** An application of scope NONE is nobody else's business. */
    private Optional<String> version(ApplicationId id) {
        Applications service = applications.get();
        return service == null
                ? Optional.empty()
                : service.installed().stream()
                        .map(InstalledApplication::application)
                        .filter(one -> one.id().equals(id) && one.scope() != PeerScope.NONE)
                        .map(PeerApplication::version)
                        .findFirst();
    }

    private List<PeerNearMe> people() {
        PeopleNearMe service = nearMe.get();
        return service == null ? List.of() : service.people();
    }
}
