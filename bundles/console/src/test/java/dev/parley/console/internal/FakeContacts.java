package dev.parley.console.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.LastSeen;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Contacts in memory: everything at once, on the caller's thread. */
final class FakeContacts implements ContactManager {
    final List<Consumer<ContactEvent>> listeners = new ArrayList<>();
    final Map<PeerName, PeerContact> all = new TreeMap<>();
    final Set<PeerName> blocked = new TreeSet<>();

    static FakeContacts of(PeerContact... contacts) {
        FakeContacts fake = new FakeContacts();
        List.of(contacts).forEach(contact -> fake.all.put(contact.peer(), contact));
        return fake;
    }

    static PeerContact contact(PeerName peer, String name) {
        return new PeerContact(
                peer,
                name,
                ContactDetails.NONE,
                false,
                false,
                false,
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    /** @param issued when the card was signed */
    static PeerContact card(PeerContact of, Instant issued, Optional<Instant> conflict) {
        return new PeerContact(
                of.peer(),
                of.displayName(),
                of.details(),
                of.verified(),
                of.watched(),
                of.allowed(),
                of.cardNumber(),
                issued,
                conflict,
                of.lastSeen());
    }

    static PeerContact gone(PeerContact contact, LastSeen seen) {
        return new PeerContact(
                contact.peer(),
                contact.displayName(),
                contact.details(),
                contact.verified(),
                contact.watched(),
                contact.allowed(),
                contact.cardNumber(),
                contact.cardIssued(),
                contact.cardConflict(),
                Optional.of(seen));
    }

    @Override
    public PeerContact me() {
        return contact(Fakes.ALICE, "Left desk");
    }

    @Override
    public List<PeerContact> contacts() {
        return List.copyOf(all.values());
    }

    @Override
    public Optional<PeerContact> find(PeerName peer) {
        return Optional.ofNullable(all.get(peer));
    }

    @Override
    public List<PeerContact> search(String words) {
        return contacts().stream()
                .filter(contact -> contact.shownName().contains(words))
                .toList();
    }

    @Override
    public CompletionStage<PeerContact> add(PeerNearMe person) {
        return person.peer()
                .map(peer -> keep(contact(peer, person.displayName())))
                .orElseGet(() ->
                        CompletableFuture.failedStage(new PeerUnreachableException("Nobody proved yet who that is.")));
    }

    @Override
    public CompletionStage<PeerContact> add(IncomingInvitation invitation) {
        return keep(contact(invitation.from().peer(), "inviter"));
    }

    private CompletionStage<PeerContact> keep(PeerContact contact) {
        all.put(contact.peer(), contact);
        return CompletableFuture.completedStage(contact);
    }

    @Override
    public CompletionStage<PeerContact> importCard(String card) {
        return card.equals("card of bob\n")
                ? keep(contact(Fakes.BOB, "Bob"))
                : CompletableFuture.failedStage(new ContactException.BadCard("This is no card."));
    }

    @Override
    public String exportCard(PeerName peer) {
        return peer.equals(Fakes.BOB) ? "card of bob\n" : "card of me\n";
    }

    @Override
    public CompletionStage<PeerContact> update(PeerName peer, ContactDetails details) {
        return change(
                peer,
                known -> new PeerContact(
                        known.peer(),
                        known.displayName(),
                        details,
                        known.verified(),
                        known.watched(),
                        known.allowed(),
                        known.cardNumber(),
                        known.cardIssued(),
                        known.cardConflict(),
                        known.lastSeen()));
    }

    private static PeerContact decided(PeerContact known, boolean verified, boolean watched, boolean allowed) {
        return new PeerContact(
                known.peer(),
                known.displayName(),
                known.details(),
                verified,
                watched,
                allowed,
                known.cardNumber(),
                known.cardIssued(),
                known.cardConflict(),
                known.lastSeen());
    }

    private CompletionStage<PeerContact> change(PeerName peer, UnaryOperator<PeerContact> change) {
        PeerContact known = peer.equals(Fakes.ALICE) ? me() : all.get(peer);
        return keep(change.apply(known));
    }

    @Override
    public CompletionStage<PeerContact> watch(PeerName peer, boolean watched) {
        return change(peer, known -> decided(known, known.verified(), watched, known.allowed()));
    }

    @Override
    public CompletionStage<PeerContact> allow(PeerName peer, boolean allowed) {
        return change(peer, known -> decided(known, known.verified(), known.watched(), allowed));
    }

    @Override
    public CompletionStage<PeerContact> verified(PeerName peer, boolean verified) {
        return change(peer, known -> decided(known, verified, known.watched(), known.allowed()));
    }

    @Override
    public CompletionStage<Void> delete(PeerName peer) {
        return all.remove(peer) == null
                ? CompletableFuture.failedStage(new ContactException.IsMe("That is you, and you cannot be deleted."))
                : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> block(PeerName peer, boolean block) {
        if (block) {
            blocked.add(peer);
        } else {
            blocked.remove(peer);
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Set<PeerName> blocked() {
        return Set.copyOf(blocked);
    }

    @Override
    public Subscription onChange(Consumer<ContactEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
