package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.LastSeen.How;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerName;
import dev.parley.contacts.internal.proto.BlockRecord;
import dev.parley.contacts.internal.proto.ContactRecord;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.RecordStore.Change;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes contacts: on disk first, then in the book. What concerns one peer happens in the order of the calls. Any thread. */
final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    static final String CONTACTS = "contacts";
    static final String BLOCKS = "blocks";

    private final Executor serial;
    private final RecordStore store;
    private final Clock clock;
    private final Book book;
    private final Predicate<PeerName> here;
    private final Lanes lanes;

    /**
     * @param serial the one of the book
     * @param here who is there now; asked on the executor
     */
    Shelf(Executor serial, RecordStore store, Clock clock, Book book, Predicate<PeerName> here) {
        this.serial = serial;
        this.store = store;
        this.clock = clock;
        this.book = book;
        this.here = here;
        this.lanes = new Lanes(serial);
    }

    static ContactException.Unknown unknown(PeerName peer) {
        return new ContactException.Unknown(
                "You have no contact " + peer.shortForm() + ". Look at your contacts, or add that one first.");
    }

    /** @param update whether to take it as the newer card of a contact; otherwise there must be no such contact */
    CompletionStage<PeerContact> add(SignedCard card, boolean update) {
        PeerName peer = card.card().peer();
        return lanes.run(peer, () -> {
            var known = book.find(peer);
            if (known.isEmpty()) {
                ContactRecord.Builder record = RecordFormat.withCard(ContactRecord.newBuilder(), card);
                if (here.test(peer)) {
                    record.setLastSeen(RecordFormat.sight(clock.instant(), How.WENT_SILENT));
                }
                return write(peer, record.build());
            }
            if (!update) {
                throw new ContactException.Exists(
                        known.get().shownName() + " (" + peer.shortForm() + ") is a contact of yours already.");
            }
            return renew(known.get(), card);
        });
    }

    private CompletionStage<PeerContact> renew(Kept known, SignedCard card) {
        ContactRecord record = known.record();
        long number = card.card().number();
        if (number < record.getNumber()) {
            throw new ContactException.BadCard("This card of " + known.shownName() + " is number " + number
                    + ", and you have number " + record.getNumber() + ": an old one is not taken. Ask for a new one.");
        }
        if (number == record.getNumber()) {
            if (!known.card().equals(card.encoded())) {
                var unused = conflict(card.card().peer()); // behind this
                throw new ContactException.BadCard(known.shownName() + " has two different cards with the number "
                        + number + ". Somebody else may use the same keys: ask the person in another way.");
            }
            return CompletableFuture.completedStage(known.contact());
        }
        return write(
                card.card().peer(),
                RecordFormat.withCard(record.toBuilder(), card).build());
    }

    /** Takes a card that a contact showed over a link, when it is newer. */
    CompletionStage<Void> shown(SignedCard card) {
        PeerName peer = card.card().peer();
        return lanes.run(peer, () -> book.find(peer)
                .filter(known -> known.record().getNumber() < card.card().number())
                .map(known -> renew(known, card).<Void>thenApply(contact -> null))
                .orElseGet(() -> CompletableFuture.completedStage(null)));
    }

    /** Two cards of one number were seen. Of somebody who is no contact nothing is kept. */
    CompletionStage<Void> conflict(PeerName peer) {
        return lanes.run(peer, () -> book.find(peer)
                .filter(known -> known.record().getCardConflictAtMs() == 0)
                .map(known -> write(peer, conflicting(known)).<Void>thenApply(contact -> null))
                .orElseGet(() -> CompletableFuture.completedStage(null)));
    }

    private ContactRecord conflicting(Kept known) {
        return known.record().toBuilder().setCardConflictAtMs(clock.millis()).build();
    }

    CompletionStage<PeerContact> change(PeerName peer, Consumer<ContactRecord.Builder> change) {
        return lanes.run(peer, () -> {
            Kept known = book.find(peer).orElseThrow(() -> unknown(peer));
            ContactRecord.Builder record = known.record().toBuilder();
            change.accept(record);
            ContactRecord now = record.build();
            return now.equals(known.record()) ? CompletableFuture.completedStage(known.contact()) : write(peer, now);
        });
    }

    private CompletionStage<PeerContact> write(PeerName peer, ContactRecord record) {
        return store.write(CONTACTS, List.of(RecordFormat.put(peer, record)))
                .thenApplyAsync(done -> book.put(Kept.of(peer, record, here.test(peer))), serial);
    }

    /** A contact came or went. That shows even when the disk does not take it. */
    void seen(PeerName peer, How how) {
        lanes.run(peer, () -> book.find(peer)
                        .map(known -> seen(peer, known, how))
                        .orElseGet(() -> CompletableFuture.completedStage(null)))
                .exceptionally(stopping -> {
                    LOG.debug("it is not kept when {} was there", peer.shortForm(), stopping);
                    return null;
                });
    }

    private CompletionStage<PeerContact> seen(PeerName peer, Kept known, How how) {
        ContactRecord record = known.record().toBuilder()
                .setLastSeen(RecordFormat.sight(clock.instant(), how))
                .build();
        return write(peer, record)
                .exceptionallyAsync(
                        failure -> {
                            LOG.warn("it is not kept when {} was there", peer.shortForm(), failure);
                            return book.put(Kept.of(peer, record, here.test(peer)));
                        },
                        serial);
    }

    CompletionStage<Void> delete(PeerName peer) {
        return lanes.run(peer, () -> {
            Kept known = book.find(peer).orElseThrow(() -> unknown(peer));
            return store.write(CONTACTS, List.of(new Change.Remove(peer.text())))
                    .thenRunAsync(() -> book.remove(known), serial);
        });
    }

    CompletionStage<Void> block(PeerName peer, boolean block) {
        return lanes.run(peer, () -> {
            if (book.isBlocked(peer) == block) {
                return CompletableFuture.completedStage(null);
            }
            Change change = block
                    ? RecordFormat.put(
                            peer,
                            BlockRecord.newBuilder().setSinceMs(clock.millis()).build())
                    : new Change.Remove(peer.text());
            return store.write(BLOCKS, List.of(change)).thenRunAsync(() -> book.block(peer, block), serial);
        });
    }
}
