package dev.parley.console.internal;

import dev.parley.api.application.Applications;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.Profile;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.ContactRequests;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.contacts.Verifications;
import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.InvitationRules;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.peer.PeerName;
import dev.parley.api.presence.WatchedPeople;
import dev.parley.api.session.Sessions;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What commands work on. Each part may be away for a while; a command that needs it then says so. */
@Component(service = Services.class)
public final class Services {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PeerCollaboration collaboration;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Profile profile;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PeopleNearMe people;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Applications applications;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Invitations invitations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Sessions sessions;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LinkMonitor links;

    /** Each part of Parley may have one. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Doctor> doctors = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile WatchedPeople watched;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PeerObjects objects;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile InvitationRules rules;

    /** May be away for good: without contacts everybody is a stranger. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ContactManager contacts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Verifications verifications;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ContactRequests contactRequests;

    PeerCollaboration collaboration() {
        return there(collaboration, "signs people in", "dev.parley.presence");
    }

    Profile profile() {
        return there(profile, "keeps your card", "dev.parley.presence");
    }

    PeopleNearMe people() {
        return there(people, "sees people near you", "dev.parley.discovery");
    }

    ContactManager contacts() {
        return there(contacts, "keeps contacts", "dev.parley.contacts");
    }

    Applications applications() {
        return there(applications, "keeps applications", "dev.parley.applications");
    }

    Invitations invitations() {
        return there(invitations, "sends invitations", "dev.parley.invitation");
    }

    InvitationRules rules() {
        return there(rules, "keeps the rules for invitations", "dev.parley.invitation");
    }

    Sessions sessions() {
        return there(sessions, "keeps sessions", "dev.parley.session");
    }

    LinkMonitor links() {
        return there(links, "keeps links", "dev.parley.transport");
    }

    List<Doctor> doctors() {
        List<Doctor> all = List.copyOf(doctors);
        return there(all.isEmpty() ? null : all, "examines the network", "dev.parley.discovery");
    }

    WatchedPeople watched() {
        return there(watched, "watches people", "dev.parley.presence");
    }

    PeerObjects objects() {
        return there(objects, "keeps objects", "dev.parley.presence");
    }

    /** What a peer is called, as far as anybody here knows: otherwise the beginning of the key. */
    String nameOf(PeerName peer) {
        PeerCollaboration own = collaboration;
        if (own != null && own.me().peer().equals(peer)) {
            return "you";
        }
        PeopleNearMe near = people;
        return near == null
                ? peer.shortForm()
                : near.people().stream()
                        .filter(person -> person.peer().filter(peer::equals).isPresent())
                        .map(Words::nameOf)
                        .findFirst()
                        .orElse(peer.shortForm());
    }

    /** Somebody near who is kept. */
    Optional<PeerContact> contact(PeerNearMe person) {
        ContactManager kept = contacts;
        return kept == null ? Optional.empty() : person.peer().flatMap(kept::find);
    }

    Verifications verifications() {
        return there(verifications, "compares keys", "dev.parley.introduction");
    }

    ContactRequests contactRequests() {
        return there(contactRequests, "sends contact requests", "dev.parley.introduction");
    }

    private static <T> T there(T service, String does, String bundle) {
        if (service == null) {
            throw new CommandException("The part of Parley that " + does
                    + " is not running now. Try again; if it stays away, look for " + bundle + " in the log.");
        }
        return service;
    }
}
