package dev.parley.contacts.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.LastSeen;
import dev.parley.api.contacts.LastSeen.How;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerName;
import dev.parley.contacts.internal.proto.ContactRecord;
import dev.parley.contacts.internal.proto.Details;
import dev.parley.contacts.internal.proto.Sight;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What goes into the records of {@code contacts.proto}, and out of them. Pure. */
final class RecordFormat {
    private RecordFormat() {}

    /** @throws ContactException when it was not written by this bundle */
    static <T> T parse(Parser<T> parser, String table, StoredRecord record) {
        try {
            return parser.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(table, record.key(), e);
        }
    }

    /** @throws ContactException when it was not written by this bundle */
    static Kept kept(StoredRecord record) {
        return new Kept(record.key(), parse(ContactRecord.parser(), Shelf.CONTACTS, record), false);
    }

    /** @throws ContactException when a value is not what it must be */
    static PeerContact contact(String key, ContactRecord record, boolean here) {
        try {
            return contact(PeerName.parse(key), record, here);
        } catch (IllegalArgumentException e) {
            throw unreadable(Shelf.CONTACTS, key, e);
        }
    }

    /** The same of a peer whose key was checked before. */
    static PeerContact contact(PeerName peer, ContactRecord record, boolean here) {
        try {
            return new PeerContact(
                    peer,
                    record.getDisplayName(),
                    details(record.getDetails()),
                    record.getVerified(),
                    record.getWatched(),
                    record.getAllowed(),
                    record.getNumber(),
                    Instant.ofEpochMilli(record.getIssuedAtMs()),
                    conflict(record),
                    here || !record.hasLastSeen() ? Optional.empty() : Optional.of(lastSeen(record.getLastSeen())));
        } catch (IllegalArgumentException e) {
            throw unreadable(Shelf.CONTACTS, peer.text(), e);
        }
    }

    private static Optional<Instant> conflict(ContactRecord record) {
        return Optional.of(record.getCardConflictAtMs()).filter(at -> at != 0).map(Instant::ofEpochMilli);
    }

    private static ContactException unreadable(String table, String key, Exception cause) {
        return new ContactException(
                "The record " + key + " of " + table
                        + " in your database cannot be read. Put back a copy of parley.db, or update Parley.",
                cause);
    }

    /** What puts a record into the database. */
    static Change put(PeerName key, MessageLite record) {
        return new Change.Put(key.text(), ByteBuffer.wrap(record.toByteArray()));
    }

    static ContactRecord.Builder withCard(ContactRecord.Builder record, SignedCard card) {
        return record.setCard(ByteString.copyFrom(Bytes.array(card.encoded())))
                .setNumber(card.card().number())
                .setDisplayName(card.card().displayName())
                .setIssuedAtMs(card.card().issuedAt().toEpochMilli());
    }

    static Details details(ContactDetails details) {
        return Details.newBuilder()
                .setNickname(details.nickname())
                .setMail(details.mail())
                .setNotes(details.notes())
                .addAllLabels(details.labels().stream().sorted().toList())
                .build();
    }

    static ContactDetails details(Details details) {
        return details.equals(Details.getDefaultInstance())
                ? ContactDetails.NONE
                : new ContactDetails(
                        details.getNickname(),
                        details.getMail(),
                        details.getNotes(),
                        Set.copyOf(details.getLabelsList()));
    }

    static Sight sight(Instant at, How how) {
        return Sight.newBuilder()
                .setAtMs(at.toEpochMilli())
                .setHow(
                        switch (how) {
                            case SIGNED_OUT -> Sight.How.SIGNED_OUT;
                            case WENT_SILENT -> Sight.How.WENT_SILENT;
                            case UNREACHABLE -> Sight.How.UNREACHABLE;
                        })
                .build();
    }

    static LastSeen lastSeen(Sight sight) {
        return new LastSeen(
                Instant.ofEpochMilli(sight.getAtMs()),
                switch (sight.getHow()) {
                    case SIGNED_OUT -> How.SIGNED_OUT;
                    case UNREACHABLE -> How.UNREACHABLE;
                    default -> How.WENT_SILENT;
                });
    }
}
