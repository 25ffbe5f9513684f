package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactManager;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.Presenter;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.store.RecordStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What this bundle does, for the services that offer it: others begin, too ({@code immediate}). */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=dev.parley.spi.contact.Recognition")
@Component(service = IntroductionComponent.class, immediate = true)
public final class IntroductionComponent {
    private final Others others;
    private final Surroundings around;
    private final Comparisons comparisons;
    private final Requests requests;
    private final SecretStore secrets = new SecretStore();
    private final Recognitions recognitions;
    private final Subscription linked;
    private final List<ServiceRegistration<?>> registered;
    private Subscription standings = () -> {}; // guarded by this, with the next
    private Subscription announcements = () -> {};

    /**
     * Begins. The protocols are registered by hand, so that the links, which call them, are there before them; and so is what
     * recognises contacts, since discovery, which this listens to, asks it.
     */
    @Activate
    public IntroductionComponent(
            BundleContext context,
            @Reference Links links,
            @Reference Identity identity,
            @Reference CardSource cards,
            @Reference Acquaintances acquaintances,
            @Reference Execution execution) {
        others = new Others(links, cards, acquaintances);
        around = new Surroundings(
                links,
                new RemoteIdentity(identity.peer(), identity.endpoint()),
                others,
                execution,
                execution.serial("introduction"));
        comparisons = new Comparisons(around);
        requests = new Requests(around);
        recognitions = new Recognitions(around, secrets);
        linked = links.onChange(change -> {
            if (change instanceof LinkChange.Opened opened) {
                requests.linked(opened.link());
                recognitions.linked(opened.link());
            }
        });
        Stream<ServiceRegistration<?>> handlers = Stream.<ProtocolHandler>of(comparisons, requests, recognitions)
                .map(handler -> context.registerService(ProtocolHandler.class, handler, null));
        registered = Stream.concat(handlers, Stream.of(context.registerService(Recognition.class, recognitions, null)))
                .toList();
    }

    Comparisons comparisons() {
        return comparisons;
    }

    Requests requests() {
        return requests;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPeople(PeopleNearMe service) {
        others.people().set(service);
    }

    void unbindPeople(PeopleNearMe service) {
        others.people().compareAndSet(service, null);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindBook(ContactBook service) {
        standings.close();
        others.book().set(service);
        standings = service.onChange(recognitions::standing);
        recognitions.check();
    }

    synchronized void unbindBook(ContactBook service) {
        if (others.book().compareAndSet(service, null)) { // otherwise another was bound before this one was let go
            standings.close();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(RecordStore service) {
        secrets.use(service, recognitions::loaded);
        requests.disk().use(service);
    }

    void unbindRecords(RecordStore service) {
        secrets.stop(service);
        requests.disk().stop(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindPresenter(Presenter service) {
        announcements.close();
        announcements = service.onAnnouncement(now -> recognitions.announced(now.map(Announcement::audience)));
    }

    synchronized void unbindPresenter(Presenter service) {
        announcements.close();
        recognitions.announced(Optional.empty());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindContacts(ContactManager service) {
        others.contacts().set(service);
    }

    void unbindContacts(ContactManager service) {
        others.contacts().compareAndSet(service, null);
    }

    /** Takes back what is open, politely, without waiting. */
    @Deactivate
    void stop() {
        registered.forEach(ServiceRegistration::unregister);
        linked.close();
        around.execute(() -> {
            comparisons.stop();
            requests.stop();
            around.execute(around.serial()::shutdown); // behind the last words
        });
    }
}
