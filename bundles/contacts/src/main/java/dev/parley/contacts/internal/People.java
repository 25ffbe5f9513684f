package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactManager;
import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.contacts.internal.proto.PersonRecord;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.store.RecordStore;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together, and loads them. */
final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    private final Identity identity;
    private final RecordStore store;
    private final Book book;
    private final OwnDetails me;
    private final Shelf shelf;
    private final Sightings sightings;
    private final Contacts contacts;
    private final ContactsDoctor doctor;

    /**
     * @param serial all changes happen on it
     * @param met the newest card that an endpoint showed over a link
     */
    People(
            Executor serial,
            Clock clock,
            Identity identity,
            Cards cards,
            RecordStore store,
            Function<EndPointId, Optional<SignedCard>> met) {
        this.identity = identity;
        this.store = store;
        me = new OwnDetails(identity, store);
        book = new Book(serial, identity.peer(), me::standing);
        sightings = new Sightings((peer, how) -> shelf().seen(peer, how));
        shelf = new Shelf(serial, store, clock, book, sightings::here);
        contacts = new Contacts(cards, book, me, shelf, met);
        doctor = new ContactsDoctor(book, clock);
    }

    /** The two know each other. */
    private Shelf shelf() {
        return shelf;
    }

    /** @return completes when everything is there; fails with why it cannot be read */
    CompletionStage<Void> load() {
        return store.all(OwnDetails.PERSON)
                .thenCombine(store.all(Shelf.BLOCKS), (own, blocks) -> {
                    own.stream()
                            .filter(record ->
                                    record.key().equals(identity.peer().text()))
                            .forEach(record ->
                                    me.load(RecordFormat.parse(PersonRecord.parser(), OwnDetails.PERSON, record)));
                    return blocks.stream()
                            .map(record -> PeerName.parse(record.key()))
                            .toList();
                })
                .thenCombine(store.all(Shelf.CONTACTS), (blocked, records) -> {
                    book.load(records.stream().map(RecordFormat::kept).toList(), blocked);
                    return null;
                });
    }

    ContactManager contacts() {
        return contacts;
    }

    Doctor doctor() {
        return doctor;
    }

    ContactBook book() {
        return book;
    }

    /** Of the serial executor. */
    Sightings sightings() {
        return sightings;
    }

    /** Somebody was found to have two different cards with one number. */
    void conflict(PeerName peer) {
        shelf.conflict(peer).exceptionally(failure -> {
            LOG.warn("it is not kept that {} has two cards of one number", peer.shortForm(), failure);
            return null;
        });
    }

    /** A card came over a link. */
    void shown(SignedCard card) {
        shelf.shown(card).exceptionally(failure -> {
            LOG.warn("the newer card of {} is not kept", card.card().peer().shortForm(), failure);
            return null;
        });
    }
}
