package dev.parley.console.internal;

import dev.parley.api.application.Applications;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.ContactRequests;
import dev.parley.api.contacts.Verifications;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.WatchedPeople;
import dev.parley.api.session.Sessions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Listens to every part of Parley that is there, and tells the display: programs each event, people what concerns them. */
@Component(service = Feed.class)
public final class Feed {
    private final PersonalEvents personal;
    private final CommonEvents common;
    private final ShownEvents shown;
    private final IntroductionEvents introductions;
    private final ContactEvents contacts;
    private final Map<Object, Subscription> subscriptions = new ConcurrentHashMap<>();

    /** @param display who is told */
    @Activate
    public Feed(@Reference Display display) {
        personal = new PersonalEvents(display);
        common = new CommonEvents(display);
        shown = new ShownEvents(display);
        introductions = new IntroductionEvents(display);
        contacts = new ContactEvents(display);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindCollaboration(PeerCollaboration service) {
        subscriptions.put(service, service.onChange(common::collaboration));
    }

    void unbindCollaboration(PeerCollaboration service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindPeople(PeopleNearMe service) {
        subscriptions.put(service, service.onChange(common::near));
    }

    void unbindPeople(PeopleNearMe service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindApplications(Applications service) {
        subscriptions.put(service, service.onChange(common::application));
    }

    void unbindApplications(Applications service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindLinks(LinkMonitor service) {
        subscriptions.put(service, service.onChange(common::link));
    }

    void unbindLinks(LinkMonitor service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindInvitations(Invitations service) {
        subscriptions.put(service, service.onChange(personal::invitation));
    }

    void unbindInvitations(Invitations service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(Sessions service) {
        subscriptions.put(service, service.onChange(personal::session));
    }

    void unbindSessions(Sessions service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindWatched(WatchedPeople service) {
        subscriptions.put(service, service.onChange(shown::presence));
    }

    void unbindWatched(WatchedPeople service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindVerifications(Verifications service) {
        subscriptions.put(service, service.onChange(introductions::verification));
    }

    void unbindVerifications(Verifications service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindObjects(PeerObjects service) {
        subscriptions.put(service, service.onChange(shown::object));
    }

    void unbindObjects(PeerObjects service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindContactRequests(ContactRequests service) {
        subscriptions.put(service, service.onChange(introductions::request));
    }

    void unbindContactRequests(ContactRequests service) {
        release(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindContacts(ContactManager service) {
        if (contacts.areHeard()) {
            subscriptions.put(service, service.onChange(contacts::contact));
        }
    }

    void unbindContacts(ContactManager service) {
        release(service);
    }

    @Deactivate
    void stop() {
        subscriptions.values().forEach(Subscription::close);
        subscriptions.clear();
    }

    private void release(Object service) {
        Subscription subscription = subscriptions.remove(service);
        if (subscription != null) {
            subscription.close();
        }
    }
}
