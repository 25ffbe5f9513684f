package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Other people: where they are, what they are called, and what the person here made of them. Who keeps contacts, and who sees
 * people, may be away. Any thread.
 */
final class Others {
    private final AtomicReference<PeopleNearMe> people = new AtomicReference<>();
    private final AtomicReference<ContactBook> book = new AtomicReference<>();
    private final AtomicReference<ContactManager> contacts = new AtomicReference<>();
    private final Links links;
    private final CardSource cards;
    private final Acquaintances acquaintances;

    Others(Links links, CardSource cards, Acquaintances acquaintances) {
        this.links = links;
        this.cards = cards;
        this.acquaintances = acquaintances;
    }

    AtomicReference<PeopleNearMe> people() {
        return people;
    }

    AtomicReference<ContactBook> book() {
        return book;
    }

    AtomicReference<ContactManager> contacts() {
        return contacts;
    }

    Standing standing(PeerName peer) {
        ContactBook there = book.get();
        return there == null ? Standing.stranger(peer) : there.of(peer);
    }

    /** Neither a contact, nor somebody who had a yes lately. */
    boolean isStranger(PeerName peer) {
        return !standing(peer).contact() && !acquaintances.accepted(peer);
    }

    /** The name on the card, or as much of the key as people can read. */
    String displayName(PeerName peer) {
        String kept = standing(peer).shownName();
        if (!kept.isEmpty()) {
            return kept;
        }
        return linked(peer)
                .flatMap(link -> cards.find(link.remote().endpoint()))
                .map(known -> known.card().card().displayName())
                .or(() -> near(peer).map(PeerNearMe::displayName).filter(name -> !name.isEmpty()))
                .orElseGet(peer::shortForm);
    }

    /** A link that there is. */
    Optional<Link> linked(PeerName peer) {
        return links.all().stream()
                .filter(link ->
                        link.remote().peer().equals(peer) && link.closed().isEmpty())
                .findFirst();
    }

    /** A link that there is, or a dial to wherever they are seen. */
    CompletionStage<Link> reach(PeerName peer) {
        Optional<Link> there = linked(peer);
        if (there.isPresent()) {
            return CompletableFuture.completedStage(there.get());
        }
        return links.dial(near(peer)
                .map(person ->
                        new DialTarget(Optional.of(peer), person.endpoint().map(PeerEndPoint::id), person.addresses()))
                .orElseGet(() -> new DialTarget(Optional.of(peer), Optional.empty(), List.of())));
    }

    private Optional<PeerNearMe> near(PeerName peer) {
        PeopleNearMe there = people.get();
        return there == null
                ? Optional.empty()
                : there.people().stream()
                        .filter(person -> person.peer().equals(Optional.of(peer)))
                        .findFirst();
    }

    /** Keeps somebody who is no contact yet; completes with the contact that there is then. */
    CompletionStage<PeerContact> keep(RemoteIdentity who) {
        ContactManager manager = contacts.get();
        if (manager == null) {
            return CompletableFuture.failedStage(
                    new ContactException(
                            displayName(who.peer())
                                    + " could not be kept as a contact: the part of Parley that keeps contacts is not running. Try again later."));
        }
        if (standing(who.peer()).blocked()) {
            return CompletableFuture.failedStage(blocked(who.peer()));
        }
        Optional<PeerContact> kept = manager.find(who.peer());
        if (kept.isPresent()) {
            return CompletableFuture.completedStage(kept.get());
        }
        return person(who)
                .map(person -> add(manager, person))
                .orElseGet(() -> CompletableFuture.failedStage(new ContactException(
                        displayName(who.peer()) + " has not shown a card yet. Try again when they are near.")));
    }

    /** Two that add the same one at once have both done it. */
    private static CompletionStage<PeerContact> add(ContactManager manager, PeerNearMe person) {
        return manager.add(person)
                .exceptionallyCompose(failure -> Failures.cause(failure) instanceof ContactException.Exists
                        ? manager.find(person.peer().orElseThrow())
                                .map(CompletableFuture::completedStage)
                                .orElseGet(() -> CompletableFuture.failedStage(failure))
                        : CompletableFuture.failedStage(failure));
    }

    /** Keeps somebody, and marks that the two people compared their keys. */
    CompletionStage<PeerContact> keepVerified(RemoteIdentity who) {
        return keep(who).thenCompose(contact -> {
            ContactManager manager = contacts.get();
            return manager == null
                    ? keep(who) // says why not
                    : manager.verified(who.peer(), true);
        });
    }

    ContactException blocked(PeerName peer) {
        return new ContactException(displayName(peer) + " is blocked here. Unblock them first.");
    }

    /** As discovery sees them, or else as their card says it. */
    Optional<PeerNearMe> person(RemoteIdentity who) {
        return near(who.peer()).or(() -> cards.find(who.endpoint())
                .filter(known -> known.peer().equals(who.peer()))
                .map(Others::person));
    }

    private static PeerNearMe person(KnownEndpoint known) {
        return new PeerNearMe(
                known.instance(),
                known.card().card().displayName(),
                Optional.of(known.peer()),
                Optional.of(new PeerEndPoint(known.endpoint(), "", List.of())),
                List.of(),
                Set.of("link"),
                known.presence(),
                known.applications());
    }
}
