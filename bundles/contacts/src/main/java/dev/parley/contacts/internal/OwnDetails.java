package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerName;
import dev.parley.contacts.internal.proto.PersonRecord;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.store.RecordStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The person here, as a contact. Any thread. */
final class OwnDetails {
    static final String PERSON = "person";

    private final Identity identity;
    private final RecordStore store;
    private volatile ContactDetails details = ContactDetails.NONE;

    OwnDetails(Identity identity, RecordStore store) {
        this.identity = identity;
        this.store = store;
    }

    /** What was found in the database. */
    void load(PersonRecord record) {
        details = RecordFormat.details(record.getDetails());
    }

    boolean is(PeerName peer) {
        return identity.peer().equals(peer);
    }

    ByteBuffer card() {
        return identity.card().encoded();
    }

    PeerContact contact() {
        Card card = identity.card().card();
        return new PeerContact(
                card.peer(),
                card.displayName(),
                details,
                true,
                true,
                true,
                card.number(),
                card.issuedAt(),
                Optional.empty(),
                Optional.empty());
    }

    Standing standing() {
        return new Standing(
                identity.peer(), true, true, true, true, false, contact().shownName(), Set.of());
    }

    /** The store keeps the order of the calls, so the last one counts here, too. */
    CompletionStage<PeerContact> update(ContactDetails now) {
        PersonRecord record =
                PersonRecord.newBuilder().setDetails(RecordFormat.details(now)).build();
        return store.write(PERSON, List.of(RecordFormat.put(identity.peer(), record)))
                .thenApply(done -> {
                    details = now;
                    return contact();
                });
    }
}
