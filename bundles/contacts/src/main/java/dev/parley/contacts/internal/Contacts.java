package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.contacts.internal.proto.ContactRecord;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.SignedCard;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a person can do with the people whom they keep. */
final class Contacts implements ContactManager {
    private final Cards cards;
    private final Book book;
    private final OwnDetails me;
    private final Shelf shelf;
    private final Function<EndPointId, Optional<SignedCard>> met;

    /** @param met the newest card that an endpoint showed over a link */
    Contacts(Cards cards, Book book, OwnDetails me, Shelf shelf, Function<EndPointId, Optional<SignedCard>> met) {
        this.cards = cards;
        this.book = book;
        this.me = me;
        this.shelf = shelf;
        this.met = met;
    }

    @Override
    public PeerContact me() {
        return me.contact();
    }

    @Override
    public List<PeerContact> contacts() {
        return book.sorted().stream().map(Kept::contact).toList();
    }

    @Override
    public Optional<PeerContact> find(PeerName peer) {
        return me.is(peer) ? Optional.of(me()) : book.find(peer).map(Kept::contact);
    }

    @Override
    public List<PeerContact> search(String words) {
        return book.search(words).stream().map(Kept::contact).toList();
    }

    @Override
    public CompletionStage<PeerContact> add(PeerNearMe person) {
        if (person.peer().isEmpty() || person.endpoint().isEmpty()) {
            String name = person.displayName().isEmpty() ? "This person" : person.displayName();
            return failed(
                    new PeerUnreachableException(
                            name
                                    + " was seen, but nobody proved yet who that is. Wait until their status is shown, then add them."));
        }
        return add(person.peer().get(), person.endpoint().get().id());
    }

    @Override
    public CompletionStage<PeerContact> add(IncomingInvitation invitation) {
        return add(invitation.from().peer(), invitation.from().endpoint());
    }

    private CompletionStage<PeerContact> add(PeerName peer, EndPointId endpoint) {
        if (me.is(peer)) {
            return failed(isMe("added as a contact"));
        }
        Optional<SignedCard> card =
                met.apply(endpoint).filter(shown -> shown.card().peer().equals(peer));
        return card.isEmpty()
                ? failed(new PeerUnreachableException(
                        peer.shortForm() + " showed no card in this start of Parley. Wait until they are met again."))
                : shelf.add(card.get(), false);
    }

    @Override
    public CompletionStage<PeerContact> importCard(String card) {
        try {
            SignedCard read = cards.accept(ByteBuffer.wrap(CardText.read(card)));
            return me.is(read.card().peer()) ? failed(isMe("added as a contact")) : shelf.add(read, true);
        } catch (ContactException e) {
            return failed(e);
        } catch (ProtocolException e) {
            return failed(new ContactException.BadCard("This card is refused: " + e.getMessage(), e));
        }
    }

    @Override
    public String exportCard(PeerName peer) {
        ByteBuffer card =
                me.is(peer) ? me.card() : book.find(peer).map(Kept::card).orElseThrow(() -> Shelf.unknown(peer));
        return CardText.write(Bytes.array(card));
    }

    @Override
    public CompletionStage<PeerContact> update(PeerName peer, ContactDetails details) {
        return me.is(peer)
                ? me.update(details)
                : shelf.change(peer, record -> record.setDetails(RecordFormat.details(details)));
    }

    @Override
    public CompletionStage<PeerContact> watch(PeerName peer, boolean watched) {
        return flag(peer, watched, "watched no more", record -> record.setWatched(watched));
    }

    @Override
    public CompletionStage<PeerContact> allow(PeerName peer, boolean allowed) {
        return flag(peer, allowed, "kept from your own presence", record -> record.setAllowed(allowed));
    }

    @Override
    public CompletionStage<PeerContact> verified(PeerName peer, boolean verified) {
        return flag(peer, verified, "unverified", record -> {
            record.setVerified(verified);
            if (verified) {
                record.clearCardConflictAtMs(); // they met, and know what came of it
            }
        });
    }

    /** Of oneself all of these are always so. */
    private CompletionStage<PeerContact> flag(
            PeerName peer, boolean value, String otherwise, Consumer<ContactRecord.Builder> change) {
        if (!me.is(peer)) {
            return shelf.change(peer, change);
        }
        return value ? CompletableFuture.completedStage(me()) : failed(isMe(otherwise));
    }

    @Override
    public CompletionStage<Void> delete(PeerName peer) {
        return me.is(peer) ? failed(isMe("deleted")) : shelf.delete(peer);
    }

    @Override
    public CompletionStage<Void> block(PeerName peer, boolean blocked) {
        return me.is(peer) ? failed(isMe("blocked")) : shelf.block(peer, blocked);
    }

    @Override
    public Set<PeerName> blocked() {
        return book.blocked();
    }

    @Override
    public Subscription onChange(Consumer<ContactEvent> listener) {
        return book.onEvent(listener);
    }

    private static ContactException.IsMe isMe(String what) {
        return new ContactException.IsMe("That is you, and you cannot be " + what + ".");
    }

    private static <T> CompletionStage<T> failed(Throwable why) {
        return CompletableFuture.failedStage(why);
    }
}
