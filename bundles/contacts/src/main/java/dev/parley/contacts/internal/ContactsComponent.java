package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactManager;
import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.ParleyException;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Reachability;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.store.RecordStore;
import dev.parley.wire.service.LateServices;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the contacts aside, then registers what stands on them. When they cannot be loaded there is the exception as a service instead,
 * with the sentence that says why.
 */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=dev.parley.api.contacts.ContactManager")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=dev.parley.spi.contact.ContactBook")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=dev.parley.api.diagnostics.Doctor")
@Component(
        service = {},
        immediate = true)
public final class ContactsComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ContactsComponent.class);

    private final LateServices services;
    private final ScheduledExecutorService serial;
    private final People people;
    private final Attachment<PeopleNearMe> near;
    private final Attachment<CardSource> cards;
    private final Attachment<Reachability> reached;
    private final Attachment<Cards> conflicts;

    /** Begins to load. */
    @Activate
    public ContactsComponent(
            BundleContext context,
            @Reference Execution execution,
            @Reference Identity identity,
            @Reference Cards accepting,
            @Reference RecordStore store) {
        services = new LateServices(context);
        serial = execution.serial("contacts");
        people = new People(serial, execution.clock(), identity, accepting, store, endpoint -> cards().service()
                .flatMap(source -> source.find(endpoint))
                .map(known -> known.card()));
        near = new Attachment<>(
                service -> service.onChange(
                        event -> execute(() -> people.sightings().take(event))),
                () -> execute(people.sightings()::clear));
        cards = new Attachment<>(service -> service.onChange(known -> people.shown(known.card())), () -> {});
        reached = new Attachment<>(
                service -> service.onReach(
                        reach -> execute(() -> people.sightings().take(reach))),
                () -> execute(people.sightings()::allReachable));
        conflicts = new Attachment<>(service -> service.onConflict(people::conflict), () -> {});
        conflicts.bind(accepting);
        people.load().whenCompleteAsync((done, failure) -> loaded(failure), serial);
    }

    /** Not yet there while the lambda in the constructor that needs it is made. */
    private Attachment<CardSource> cards() {
        return cards;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPeople(PeopleNearMe service) {
        near.bind(service);
    }

    void unbindPeople(PeopleNearMe service) {
        near.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCards(CardSource service) {
        cards.bind(service);
    }

    void unbindCards(CardSource service) {
        cards.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindReachability(Reachability service) {
        reached.bind(service);
    }

    void unbindReachability(Reachability service) {
        reached.unbind(service);
    }

    @Deactivate
    void stop() {
        services.end();
        near.end();
        cards.end();
        reached.end();
        conflicts.end();
        serial.shutdown();
    }

    private void execute(Runnable task) {
        try {
            serial.execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.trace("nobody is watched any more", stopping);
        }
    }

    private void loaded(Throwable failure) {
        if (failure == null) {
            services.register(ContactBook.class, people.book());
            services.register(ContactManager.class, people.contacts());
            services.register(Doctor.class, people.doctor());
            near.begin();
            cards.begin();
            reached.begin();
            conflicts.begin();
        } else {
            failed(failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
        }
    }

    private void failed(Throwable why) {
        String sentence = why instanceof ParleyException
                ? why.getMessage()
                : "Your contacts cannot be loaded: " + why + ". The log says more.";
        services.fail(sentence, why);
    }
}
