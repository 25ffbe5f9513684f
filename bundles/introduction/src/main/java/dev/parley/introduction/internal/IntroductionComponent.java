package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactManager;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.ProtocolHandler;
import java.util.List;
import java.util.stream.Stream;
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
@Component(service = IntroductionComponent.class, immediate = true)
public final class IntroductionComponent {
    private final Others others;
    private final Surroundings around;
    private final Comparisons comparisons;
    private final Requests requests;
    private final Subscription linked;
    private final List<ServiceRegistration<ProtocolHandler>> handlers;

    /** Begins; the protocols are registered by hand, so that the links, which call them, are there before them. */
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
        linked = links.onChange(change -> {
            if (change instanceof LinkChange.Opened opened) {
                requests.linked(opened.link());
            }
        });
        handlers = Stream.<ProtocolHandler>of(comparisons, requests)
                .map(handler -> context.registerService(ProtocolHandler.class, handler, null))
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
    void bindBook(ContactBook service) {
        others.book().set(service);
    }

    void unbindBook(ContactBook service) {
        others.book().compareAndSet(service, null);
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
        handlers.forEach(ServiceRegistration::unregister);
        linked.close();
        around.execute(() -> {
            comparisons.stop();
            requests.stop();
            around.execute(around.serial()::shutdown); // behind the last words
        });
    }
}
